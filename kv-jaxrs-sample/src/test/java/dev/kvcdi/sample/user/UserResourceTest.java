package dev.kvcdi.sample.user;

import static dev.kvcdi.sample.http.Requests.to;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.KVStore;
import dev.kvcdi.Store;
import dev.kvcdi.sample.Application;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UserResourceTest {

    private static final UserInput ADA = new UserInput("Ada", "ada@example.com");

    private final Application application = Application.of(UserResource.class, Stored.class);
    private final UserResource users = application.bean(UserResource.class);

    /** The same store as text, to see what JSON is in it. */
    @ApplicationScoped
    static class Stored {

        @Inject
        @Store("users")
        KVStore json;

        KVStore json() {
            return json;
        }
    }

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void create_user_getsIdAndTimeInWholeMilliseconds() {
        User user = (User) users.create(ADA, to("user")).getEntity();

        assertThat(user.createdAt()).isEqualTo(Instant.parse("2026-02-03T04:05:06.789Z"));
        assertThat(user.id()).isNotEmpty();
    }

    @Test
    void create_user_isStoredAsJsonThatOthersRead() {
        User user = (User) users.create(ADA, to("user")).getEntity();

        assertThat(application.bean(Stored.class).json().get(user.id()))
                .contains("{\"id\":\"" + user.id() + "\",\"name\":\"Ada\",\"email\":\"ada@example.com\","
                        + "\"created_at\":\"2026-02-03T04:05:06.789Z\"}");
    }

    @Test
    void read_userThatAnotherApplicationWrote_isTheUser() {
        application.bean(Stored.class).json().set("7", """
                {"created_at":"2020-01-01T02:00:00+02:00","email":"ada@example.com","id":"7","name":"Ada","x":[1]}""");

        assertThat(users.read("7", to("user/7")).getEntity())
                .isEqualTo(new User("7", "Ada", "ada@example.com", Instant.parse("2020-01-01T00:00:00Z")));
    }

    @Test
    void replace_knownUser_keepsTheTimeOfCreation() {
        application.bean(Stored.class).json().set("7", """
                {"id":"7","name":"Ada","email":"ada@example.com","created_at":"2020-01-01T00:00:00Z"}""");

        User replaced = (User) users.replace("7", new UserInput("Ada L.", "al@example.com"), to("user/7"))
                .getEntity();

        assertThat(replaced)
                .isEqualTo(new User("7", "Ada L.", "al@example.com", Instant.parse("2020-01-01T00:00:00Z")));
        assertThat(users.read("7", to("user/7")).getEntity()).isEqualTo(replaced);
    }

    @Test
    void replace_unknownUser_isMadeNow() {
        User made = (User) users.replace("7", ADA, to("user/7")).getEntity();

        assertThat(made.createdAt()).isEqualTo(Instant.parse("2026-02-03T04:05:06.789Z"));
    }
}

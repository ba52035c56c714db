package dev.kvcdi.it.http;

import static dev.kvcdi.it.http.SampleHttp.fresh;
import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.client.ApiResponse;
import dev.kvcdi.client.api.PageApi;
import dev.kvcdi.client.model.ListedKey;
import dev.kvcdi.client.model.Person;
import dev.kvcdi.client.model.PersonInput;
import dev.kvcdi.client.model.Problem;
import dev.kvcdi.client.model.StoreStatus;
import dev.kvcdi.client.model.User;
import dev.kvcdi.client.model.UserInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Every operation of the description, by the client that is generated from it. */
interface ClientHttp extends SampleHttp {

    @Test
    default void client_persons_areMadeReadReplacedAndDeleted() throws Exception {
        Generated client = new Generated(base());
        PersonInput ada = new PersonInput().name("Ada").age(36).email("ada@example.com");

        ApiResponse<Person> made = client.persons().createPersonWithHttpInfo(ada, null);
        String id = made.getData().getId();
        assertThat(made.getStatusCode()).isEqualTo(201);
        assertThat(header(made, "location")).isEqualTo(base() + "person/" + id);

        Person read = client.persons().readPerson(id, null, null);
        assertThat(read).isEqualTo(made.getData());
        assertThat(Generated.refused(() -> client.persons().readPerson(id, null, header(made, "etag")))
                        .getCode())
                .isEqualTo(304);

        PersonInput older = new PersonInput().name("Ada King").age(37);
        ApiResponse<Person> replaced =
                client.persons().replacePersonWithHttpInfo(id, older, null, header(made, "etag"), null);
        assertThat(replaced.getData().getAge()).isEqualTo(37);
        assertThat(replaced.getData().getEmail()).isNull();
        Problem stale =
                client.problem(() -> client.persons().replacePerson(id, older, null, header(made, "etag"), null));
        assertThat(stale.getStatus()).isEqualTo(412);
        assertThat(stale.getType()).isEqualTo(URI.create("about:blank"));

        client.persons().deletePerson(id, header(replaced, "etag"), null);
        assertThat(client.problem(() -> client.persons().readPerson(id, null, null))
                        .getInstance())
                .endsWith(id);
    }

    @Test
    default void client_invalidPerson_isAProblemWithItsParts() throws Exception {
        Generated client = new Generated(base());

        Problem problem = client.problem(
                () -> client.persons().createPerson(new PersonInput().name(" ").age(151), null));

        assertThat(problem.getStatus()).isEqualTo(400);
        assertThat(problem.getType()).hasToString("tag:kvcdi.dev,2026:problem/invalid-request");
        assertThat(problem.getErrors())
                .extracting(part -> part.getPointer())
                .containsExactlyInAnyOrder("#/name", "#/age");
    }

    @Test
    default void client_pages_areLinkedToTheNext() throws Exception {
        Generated client = new Generated(base());
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            made.add(client.users()
                    .createUser(new UserInput().name("User " + i).email("u@example.com"), null)
                    .getId());
        }

        List<String> seen = new ArrayList<>();
        String cursor = null;
        do {
            ApiResponse<List<User>> page = client.users().listUsersWithHttpInfo(2, cursor, null, null);
            page.getData().forEach(user -> seen.add(user.getId()));
            cursor = page.getHeaders().containsKey("link")
                    ? header(page, "link").replaceFirst(".*[?&]cursor=([^&>]+).*", "$1")
                    : null;
        } while (cursor != null);

        assertThat(seen).containsAll(made).doesNotHaveDuplicates();
        assertThat(client.persons().listPersons(1, null, null, null)).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    default void client_users_haveTheirTimeOfCreation() throws Exception {
        Generated client = new Generated(base());
        String id = fresh();
        UserInput grace = new UserInput().name("Grace").email("grace@example.com");

        User made = client.users().replaceUser(id, grace, null, null, "*");

        assertThat(Duration.between(made.getCreatedAt(), OffsetDateTime.now(UTC))
                        .abs())
                .isLessThan(Duration.ofMinutes(1));
        assertThat(client.users().readUser(id, null, null)).isEqualTo(made);
        client.users().deleteUser(id, null, null);
        assertThat(client.problem(() -> client.users().readUser(id, null, null)).getStatus())
                .isEqualTo(404);
    }

    @Test
    default void client_texts_areWrittenWithAnExpiry() throws Exception {
        Generated client = new Generated(base());
        String key = fresh();

        ApiResponse<String> made = client.texts().writeTextWithHttpInfo(key, "good morning", 3_600L, null, null);
        ApiResponse<String> read = client.texts().readTextWithHttpInfo(key, null, null);

        assertThat(read.getData()).isEqualTo("good morning").isEqualTo(made.getData());
        assertThat(header(read, "sunset")).endsWith(" GMT");
        List<ListedKey> listed = client.stores().listKeys("default", key, 10, null, null, null);
        assertThat(listed).hasSize(1);
        assertThat(listed.get(0).getEtag()).isEqualTo(header(read, "etag"));
        assertThat(listed.get(0).getExpiresAt())
                .isBetween(
                        OffsetDateTime.now(UTC).plusMinutes(58),
                        OffsetDateTime.now(UTC).plusMinutes(61));
        client.texts().deleteText(key, null, null);
        assertThat(client.stores().listKeys(null, key, null, null, null, null)).isEmpty();
    }

    @Test
    default void client_keysThatNoPathCarries_goInTheQuery() throws Exception {
        Generated client = new Generated(base());
        String key = fresh() + "/../é#%2F?&= +";

        client.texts().writeTextByQuery(key, "value", null, null, null);

        assertThat(client.texts().readTextByQuery(key, null, null)).isEqualTo("value");
        client.texts().deleteTextByQuery(key, null, null);
        assertThat(Generated.refused(() -> client.texts().readTextByQuery(key, null, null))
                        .getCode())
                .isEqualTo(404);
    }

    @Test
    default void client_storesPageAndEvents_areAnswered() throws Exception {
        Generated client = new Generated(base());

        assertThat(client.stores().listStores())
                .extracting(StoreStatus::getName)
                .containsExactlyInAnyOrder("default", "persons", "users");
        assertThat(begun(client, () -> new PageApi(client.client()).page(null, null)))
                .startsWith("200 text/html");
        assertThat(begun(client, () -> client.stores().listen())).startsWith("200 text/event-stream");
    }

    /**
     * How a call is answered of which the client does not understand the body: it takes pages for JSON, and reads events to their end,
     * which there is none of. The body is closed before.
     */
    private static String begun(Generated client, ThrowingCallable call) {
        List<String> answers = new ArrayList<>();
        client.client().setResponseInterceptor(answer -> {
            answers.add(answer.statusCode() + " "
                    + answer.headers().firstValue("Content-Type").orElse(""));
            close(answer);
        });
        assertThat(Generated.refused(call)).hasCauseInstanceOf(IOException.class);
        return answers.get(0);
    }

    private static void close(HttpResponse<InputStream> answer) {
        try {
            answer.body().close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String header(ApiResponse<?> answer, String name) {
        return answer.getHeaders().get(name).get(0);
    }
}

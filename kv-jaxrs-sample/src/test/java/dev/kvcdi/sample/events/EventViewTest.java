package dev.kvcdi.sample.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.sample.access.Caller;
import jakarta.json.Json;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventViewTest {

    private final EventView bob = EventView.of(new Caller("b/ob", false, Instant.MAX));
    private final EventView root = EventView.of(new Caller("root", true, Instant.MAX));

    @Test
    void of_anyCaller_hearsOfPersons() {
        StoreEvent person = event("persons", "ada");

        assertThat(bob.of(person)).contains(person);
        assertThat(root.of(person)).contains(person);
    }

    @Test
    void of_admin_alone_hearsOfTheDefaultStore() {
        StoreEvent text = event("default", "greeting");

        assertThat(bob.of(text)).isEmpty();
        assertThat(root.of(text)).contains(text);
    }

    @Test
    void of_caller_hearsOfOwnUsersByTheirIds() {
        assertThat(bob.of(event("users", "b%2Fob/7"))).contains(event("users", "7"));
        assertThat(bob.of(event("users", "b"))).isEmpty();
        assertThat(bob.of(event("users", "b/ob/7"))).isEmpty();
        assertThat(root.of(event("users", "b%2Fob/7"))).isEmpty();
    }

    @Test
    void of_anyCaller_hearsThatEventsWereLost() {
        assertThat(bob.of(StoreEvent.lost("users"))).contains(StoreEvent.lost("users"));
        assertThat(bob.of(StoreEvent.OPEN)).contains(StoreEvent.OPEN);
        assertThat(bob.of(StoreEvent.HEARTBEAT)).contains(StoreEvent.HEARTBEAT);
    }

    private static StoreEvent event(String store, String key) {
        return new StoreEvent(
                store,
                Json.createObjectBuilder().add("change", "put").add("key", key).build());
    }
}

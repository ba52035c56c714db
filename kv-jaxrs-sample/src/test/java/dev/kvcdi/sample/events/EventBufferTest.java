package dev.kvcdi.sample.events;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventBufferTest {

    private final EventBuffer buffer = new EventBuffer();

    @Test
    void add_upToTheCapacity_keepsEveryEventInOrder() {
        List<StoreEvent> events = new ArrayList<>();
        for (int i = 0; i < EventBuffer.CAPACITY; i++) {
            events.add(event("persons", i));
        }

        events.forEach(buffer::add);

        assertThat(taken()).isEqualTo(events);
        assertThat(buffer.isEmpty()).isTrue();
    }

    @Test
    void add_beyondTheCapacity_leavesOneNoticeForEachStoreThatMissedSomething() {
        for (int i = 0; i < EventBuffer.CAPACITY; i++) {
            buffer.add(event(i % 2 == 0 ? "persons" : "users", i));
        }

        buffer.add(event("default", 0));
        buffer.add(event("default", 1));

        assertThat(taken())
                .containsExactly(
                        StoreEvent.lost("persons"),
                        StoreEvent.lost("users"),
                        StoreEvent.lost("default"),
                        event("default", 1));
    }

    @Test
    void add_beyondTheCapacity_keepsTheFirstEventFirst() {
        buffer.add(StoreEvent.OPEN);
        for (int i = 0; i < EventBuffer.CAPACITY; i++) {
            buffer.add(event("persons", i));
        }

        assertThat(taken()).containsExactly(StoreEvent.OPEN, StoreEvent.lost("persons"));
    }

    private static StoreEvent event(String store, int number) {
        return new StoreEvent(
                store, Json.createObjectBuilder().add("key", "k" + number).build());
    }

    private List<StoreEvent> taken() {
        List<StoreEvent> taken = new ArrayList<>();
        for (StoreEvent event = buffer.poll(); event != null; event = buffer.poll()) {
            taken.add(event);
        }
        return taken;
    }
}

package dev.kvcdi.sample.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.sample.Application;
import dev.kvcdi.sample.SampleStores;
import jakarta.json.bind.JsonbBuilder;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoresResourceTest {

    private final Application application = Application.of(StoresResource.class, SampleStores.class);
    private final StoresResource stores = application.bean(StoresResource.class);

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void list_everyStore_isThereWithItsUse() {
        assertThat(stores.list()).extracting(StoreStatus::name).containsExactly("persons", "users", "default");
        assertThat(stores.list()).extracting(StoreStatus::usedBy).containsExactly("/person", "/user", "/kv");
        assertThat(stores.list()).extracting(StoreStatus::driver).containsOnly("memory");
        assertThat(stores.list().get(0).capabilities())
                .contains("conditional writes", "watch")
                .doesNotContain("persistent");
    }

    /** No server is here whose readiness check could be asked. */
    @Test
    void list_serverWithoutHealth_leavesOutWhatOnlyItKnows() {
        assertThat(JsonbBuilder.create().toJson(stores.list().get(0)))
                .startsWith("{\"name\":\"persons\",\"driver\":\"memory\",\"used_by\":\"/person\",\"capabilities\":[")
                .doesNotContain("location", "state", "latency", "reason");
    }

    @Test
    void of_readinessOfTheStore_isTold() {
        var used = application.bean(SampleStores.class).all().get(0);

        StoreStatus status = StoreStatus.of(
                used,
                Map.of(
                        "persons.location", "here",
                        "persons.state", "down",
                        "persons.latency-micros", 12L,
                        "persons.reason", "unplugged",
                        "users.state", "ready"));

        assertThat(status.location()).isEqualTo("here");
        assertThat(status.state()).isEqualTo("down");
        assertThat(status.latencyMicros()).isEqualTo(12);
        assertThat(status.reason()).isEqualTo("unplugged");
    }
}

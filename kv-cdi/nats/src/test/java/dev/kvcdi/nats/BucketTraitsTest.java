package dev.kvcdi.nats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.Capability;
import io.nats.client.api.ServerInfo;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.api.StreamInfo;
import io.nats.client.support.JsonParseException;
import io.nats.client.support.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BucketTraitsTest {

    @ParameterizedTest
    @CsvSource({
        "2.9.20,  true,  false, false, false",
        "2.9.21,  true,  true,  false, false",
        "2.9.25,  true,  true,  false, false",
        "2.10.18, true,  true,  false, false",
        "2.10.19, false, true,  false, false",
        "2.10.20, true,  true,  false, false",
        "2.11.0,  true,  true,  false, true",
        "2.11.9,  true,  true,  false, true",
        "2.12.0,  true,  true,  true,  true",
        "2.12.3,  true,  true,  true,  true",
        "2.15.1,  true,  true,  true,  true"
    })
    void of_bucketThatAllowsAll_hasWhatTheServerKeeps(
            String version, boolean conditions, boolean replicatedConditions, boolean batches, boolean expiry)
            throws Exception {
        BucketTraits single = traits(version, allowingAll());
        assertThat(single.capabilities().contains(Capability.CONDITIONAL_WRITES))
                .isEqualTo(conditions);
        assertThat(single.capabilities().contains(Capability.ATOMIC_BATCHES)).isEqualTo(batches);
        assertThat(single.serverExpiry()).isEqualTo(expiry);
        assertThat(single.replicated()).isFalse();

        BucketTraits replicated = traits(version, allowingAll().replicas(3));
        assertThat(replicated.capabilities().contains(Capability.CONDITIONAL_WRITES))
                .isEqualTo(replicatedConditions);
        assertThat(replicated.capabilities().contains(Capability.ATOMIC_BATCHES))
                .isEqualTo(batches);
        assertThat(replicated.serverExpiry()).isEqualTo(expiry);
        assertThat(replicated.replicated()).isTrue();
    }

    @Test
    void of_bucketThatAllowsNoBatches_hasNone() throws Exception {
        BucketTraits traits = traits("2.12.0", allowingAll().allowAtomicPublish(false));
        assertThat(traits.capabilities())
                .containsExactlyInAnyOrder(Capability.CONDITIONAL_WRITES, Capability.WATCH, Capability.PERSISTENT);
    }

    @Test
    void of_bucketInMemory_isNotPersistent() throws Exception {
        BucketTraits traits = traits("2.12.0", allowingAll().storageType(StorageType.Memory));
        assertThat(traits.capabilities())
                .containsExactlyInAnyOrder(Capability.CONDITIONAL_WRITES, Capability.WATCH, Capability.ATOMIC_BATCHES);
    }

    @Test
    void of_bucketWithHistory_leavesExpiryToTheSweep() throws Exception {
        BucketTraits traits = traits("2.12.0", allowingAll().maxMessagesPerSubject(2));
        assertThat(traits.singleValued()).isFalse();
        assertThat(traits.serverExpiry()).isFalse();
    }

    @Test
    void of_bucketThatKeepsNoTimes_leavesExpiryToTheSweep() throws Exception {
        BucketTraits traits = traits("2.12.0", allowingAll().allowMessageTtl(false));
        assertThat(traits.singleValued()).isTrue();
        assertThat(traits.serverExpiry()).isFalse();
    }

    @Test
    void of_bucketThatDeniesPurges_isNotPurgeable() throws Exception {
        assertThat(traits("2.12.0", allowingAll()).purgeable()).isTrue();
        assertThat(traits("2.12.0", allowingAll().denyPurge(true)).purgeable()).isFalse();
    }

    private static StreamConfiguration.Builder allowingAll() {
        return StreamConfiguration.builder()
                .name("KV_b")
                .storageType(StorageType.File)
                .maxMessagesPerSubject(1)
                .allowMessageTtl(true)
                .allowAtomicPublish(true);
    }

    private static BucketTraits traits(String version, StreamConfiguration.Builder config) throws JsonParseException {
        StreamInfo stream = new StreamInfo(JsonParser.parse("{\"created\":\"2026-01-01T00:00:00Z\",\"config\":"
                + config.build().toJson() + "}"));
        return BucketTraits.of(
                stream, ServerFeatures.of(new ServerInfo("{\"server_id\":\"a\",\"version\":\"" + version + "\"}")));
    }
}

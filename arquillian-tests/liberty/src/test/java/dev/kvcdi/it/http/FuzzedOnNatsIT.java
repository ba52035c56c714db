package dev.kvcdi.it.http;

import dev.kvcdi.engines.RunningEngines;
import java.util.List;

/** The fuzzer against the sample on NATS. */
class FuzzedOnNatsIT extends SampleByEnvironment implements FuzzHttp {

    @Override
    List<String> environment() {
        return List.of("KV_DRIVER=nats", "KV_NATS_SERVERS=" + RunningEngines.nats(), "KV_NATS_BUCKET_PREFIX=fuzzed-");
    }
}

package dev.kvcdi.it.http;

import java.util.List;

/** The fuzzer against the sample on NATS. */
class FuzzedOnNatsIT extends SampleByEnvironment implements FuzzHttp {

    @Override
    List<String> environment() {
        return and(EngineVariables.nats("fuzzed-"), "KV_DRIVER=nats");
    }
}

package dev.kvcdi.it.http;

import java.util.List;

/** All stores on NATS. */
class SampleOnNatsIT extends SampleByEnvironment implements SampleSuite {

    @Override
    List<String> environment() {
        return and(EngineVariables.nats("alone-"), "KV_DRIVER=nats");
    }
}

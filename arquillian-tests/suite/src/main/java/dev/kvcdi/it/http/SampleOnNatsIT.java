package dev.kvcdi.it.http;

import dev.kvcdi.engines.RunningEngines;
import java.util.List;

/** All stores on NATS. */
class SampleOnNatsIT extends SampleByEnvironment implements SampleSuite {

    @Override
    List<String> environment() {
        return List.of("KV_DRIVER=nats", "KV_NATS_SERVERS=" + RunningEngines.nats());
    }
}

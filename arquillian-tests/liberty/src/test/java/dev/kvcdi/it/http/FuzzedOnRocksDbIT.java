package dev.kvcdi.it.http;

import java.util.List;

/** The fuzzer against the sample on RocksDB. */
class FuzzedOnRocksDbIT extends SampleByEnvironment implements FuzzHttp {

    @Override
    List<String> environment() {
        return List.of("KV_DRIVER=rocksdb");
    }
}

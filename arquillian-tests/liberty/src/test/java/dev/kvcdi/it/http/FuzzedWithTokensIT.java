package dev.kvcdi.it.http;

import java.util.List;

/** The fuzzer with an administrator's token, and without, against the sample where it asks for tokens. */
class FuzzedWithTokensIT extends SampleByEnvironment implements FuzzHttp {

    @Override
    List<String> environment() {
        return and(Tokens.environment(), "KV_DRIVER=memory");
    }

    @Override
    public String token() {
        return Tokens.of("root", "admin");
    }
}

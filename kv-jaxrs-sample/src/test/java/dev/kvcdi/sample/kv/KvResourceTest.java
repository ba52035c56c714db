package dev.kvcdi.sample.kv;

import static dev.kvcdi.sample.http.Requests.to;
import static dev.kvcdi.sample.kv.Keys.inPath;
import static dev.kvcdi.sample.kv.Keys.inQuery;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kvcdi.KVInvalidKeyException;
import dev.kvcdi.sample.Application;
import dev.kvcdi.sample.http.ProblemException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KvResourceTest {

    private final Application application = Application.of(KvResource.class);
    private final KvResource texts = application.bean(KvResource.class);

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void write_key_isReadByPathAndByQuery() {
        assertThat(texts.write(inPath("kv/a/b"), "hello", to("kv/a/b")).getStatus())
                .isEqualTo(201);

        assertThat(texts.read(inPath("kv/a/b"), to("kv/a/b")).getEntity()).isEqualTo("hello");
        assertThat(texts.readByQuery(inQuery("a%2Fb"), to("kv?key=a%2Fb")).getEntity())
                .isEqualTo("hello");
    }

    @Test
    void writeByQuery_newKey_isToldWhereItIs() {
        assertThat(texts.writeByQuery(inQuery("..%2F"), "hello", to("kv?key=..%2F"))
                        .getLocation())
                .hasToString("http://localhost/app/kv?key=..%2F");
        assertThat(texts.readByQuery(inQuery("..%2F"), to("kv?key=..%2F")).getEntity())
                .isEqualTo("hello");
    }

    @Test
    void delete_key_isGone() {
        texts.write(inPath("kv/a"), "hello", to("kv/a"));

        assertThat(texts.deleteByQuery(inQuery("a"), to("kv?key=a")).getStatus())
                .isEqualTo(204);
        assertThat(texts.delete(inPath("kv/a"), to("kv/a")).getStatus()).isEqualTo(204);

        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> texts.read(inPath("kv/a"), to("kv/a")));
    }

    @Test
    void readByQuery_noKey_isNotFound() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> texts.readByQuery(inQuery(null), to("kv")))
                .satisfies(refused -> assertThat(refused.problem().status()).isEqualTo(404));
    }

    @Test
    void readByQuery_emptyKey_isRefusedByTheStore() {
        assertThatExceptionOfType(KVInvalidKeyException.class)
                .isThrownBy(() -> texts.readByQuery(inQuery(""), to("kv?key=")));
    }
}

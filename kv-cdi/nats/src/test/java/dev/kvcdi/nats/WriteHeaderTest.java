package dev.kvcdi.nats;

import static org.assertj.core.api.Assertions.assertThat;

import io.nats.client.impl.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WriteHeaderTest {

    @Test
    void put_id_isReadAgainInOneHeader() {
        var headers = new Headers();

        WriteHeader.put(headers, "GBT96lRU4Sj4pcL9ML03Xw");

        assertThat(headers.keySet()).containsExactly("KV-CDI-Write");
        assertThat(WriteHeader.of(headers)).isEqualTo(new WriteHeader("1", "GBT96lRU4Sj4pcL9ML03Xw"));
        assertThat(WriteHeader.of(headers).isNewer()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // KV-CDI-Write, KV-CDI-Format, id, newer
                "-,      -, -,  false",
                "1-id,   -, id, false",
                "2-id,   -, id, true",
                "10-id,  -, id, true",
                "2-x y,  -, -,  true",
                "2-a-b,  -, -,  true",
                "2-,     -, -,  true",
                "1-x y,  -, -,  false",
                "x y,    -, -,  false",
                "id,     -, id, false",
                "id,     1, id, false",
                "id,     2, id, true",
                "-,      2, -,  true",
                "1-id,   2, id, true",
                "2-id,   1, id, true",
            })
    void of_headers_hasFormatAndId(String write, String format, String id, boolean newer) {
        var headers = new Headers();
        if (write != null) {
            headers.put("KV-CDI-Write", write);
        }
        if (format != null) {
            headers.put("KV-CDI-Format", format);
        }

        assertThat(WriteHeader.of(headers).id()).isEqualTo(id);
        assertThat(WriteHeader.of(headers).isNewer()).isEqualTo(newer);
    }

    @Test
    void of_noHeaders_isAnotherClients() {
        assertThat(WriteHeader.of(null)).isEqualTo(new WriteHeader(null, null));
    }
}

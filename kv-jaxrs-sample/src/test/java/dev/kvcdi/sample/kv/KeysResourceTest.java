package dev.kvcdi.sample.kv;

import static dev.kvcdi.sample.http.Requests.page;
import static dev.kvcdi.sample.http.Requests.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kvcdi.KVInvalidKeyException;
import dev.kvcdi.KVStore;
import dev.kvcdi.sample.Application;
import dev.kvcdi.sample.SampleStores;
import dev.kvcdi.sample.http.Invalid;
import dev.kvcdi.sample.http.ProblemException;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysResourceTest {

    private final Application application = Application.of(KeysResource.class, SampleStores.class);
    private final KeysResource keys = application.bean(KeysResource.class);
    private final KVStore texts =
            application.bean(SampleStores.class).named("default").orElseThrow();

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void list_prefix_listsWhatBeginsWithIt() {
        List.of("a", "a/b", "b").forEach(key -> texts.set(key, "value"));

        assertThat(list("default", "a")).extracting(ListedKey::key).containsExactly("a", "a/b");
        assertThat(list("default", "a%2F")).extracting(ListedKey::key).containsExactly("a/b");
        assertThat(list("default", "")).hasSize(3);
        assertThat(list("default", "c")).isEmpty();
    }

    @Test
    void list_entries_haveTagAndExpiry() {
        texts.set("forever", "value");
        texts.set("hour", "value", Duration.ofHours(1));

        assertThat(list("default", ""))
                .containsExactly(
                        ListedKey.of(texts.entry("forever").orElseThrow()),
                        ListedKey.of(texts.entry("hour").orElseThrow()));
        assertThat(list("default", "").get(0).expiresAt()).isNull();
        assertThat(list("default", "").get(0).etag()).startsWith("\"").endsWith("\"");
        assertThat(list("default", "").get(1).expiresAt()).isNotNull();
    }

    @Test
    void list_valueThatIsNoText_isListed() {
        texts.bytes().set("raw", new byte[] {(byte) 0xff});

        assertThat(list("default", "")).extracting(ListedKey::key).containsExactly("raw");
    }

    @Test
    void list_otherStore_listsIts() {
        application.bean(SampleStores.class).named("persons").orElseThrow().set("ada", "{}");

        assertThat(list("persons", "")).extracting(ListedKey::key).containsExactly("ada");
        assertThat(list("default", "")).isEmpty();
    }

    @Test
    void list_moreThanAPage_linksToTheNextOfThePrefix() {
        List.of("a1", "a2", "b").forEach(key -> texts.set(key, "value"));

        Response first =
                keys.list("default", "a", page("keys?prefix=a&limit=1", "1", null), to("keys?prefix=a&limit=1"));

        assertThat(first.getLink("next").getUri().getRawQuery()).startsWith("prefix=a&limit=1&cursor=");
    }

    @Test
    void list_unknownStore_isNamed() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> list("nope", ""))
                .satisfies(refused -> assertThat(refused.problem().invalid())
                        .extracting(Invalid::name)
                        .containsExactly("store"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%FF", "%ED%A0%80"})
    void list_prefixThatIsNoUtf8_isNamed(String prefix) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> list("default", prefix))
                .satisfies(refused -> assertThat(refused.problem().invalid())
                        .extracting(Invalid::name)
                        .containsExactly("prefix"));
    }

    @Test
    void list_prefixLongerThanAKey_isRefusedByTheStore() {
        assertThatExceptionOfType(KVInvalidKeyException.class).isThrownBy(() -> list("default", "k".repeat(1_025)));
    }

    private List<ListedKey> list(String store, String prefix) {
        return ((List<?>) keys.list(store, prefix, page("keys", "20", null), to("keys"))
                        .getEntity())
                .stream().map(ListedKey.class::cast).toList();
    }
}

package dev.kvcdi.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kvcdi.dynamodb.DynamoDbItem.DamagedItemException;
import dev.kvcdi.spi.Key;
import dev.kvcdi.spi.StoredEntry;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ItemTest {

    private static final String ID = DynamoDbItem.newWriteId();

    @Test
    void attributes_text_isTextAsOtherClientsWriteIt() {
        Map<String, AttributeValue> item = written("grüße".getBytes(StandardCharsets.UTF_8), StoredEntry.NEVER);
        assertThat(item)
                .containsEntry("pk", AttributeValue.fromS("key"))
                .containsEntry("value", AttributeValue.fromS("grüße"))
                .containsEntry("kv_format", AttributeValue.fromN("1"))
                .containsEntry("kv_version", AttributeValue.fromS(ID))
                .hasSize(4);
    }

    @Test
    void attributes_otherBytes_areBinary() {
        byte[] bytes = {'a', (byte) 0xC0, (byte) 0xAF};
        Map<String, AttributeValue> item = written(bytes, StoredEntry.NEVER);
        assertThat(item).containsEntry("value", AttributeValue.fromB(SdkBytes.fromByteArray(bytes)));
        assertThat(DynamoDbItem.of(item, "pk").bytes()).isEqualTo(bytes);
    }

    @Test
    void attributes_expiry_isInMillisecondsAndInSecondsThatAreNotEarlier() {
        assertThat(written(new byte[0], 1_500_000_000_000L))
                .containsEntry("kv_expiry", AttributeValue.fromN("1500000000000"))
                .containsEntry("kv_ttl", AttributeValue.fromN("1500000000"));
        assertThat(written(new byte[0], 1_500_000_000_001L))
                .containsEntry("kv_ttl", AttributeValue.fromN("1500000001"));
    }

    @Test
    void of_whatWasWritten_isTheSame() {
        DynamoDbItem item = DynamoDbItem.of(written(new byte[] {1}, 1_000), "pk");
        assertThat(item.key()).isEqualTo("key");
        assertThat(item.bytes()).containsExactly(1);
        assertThat(item.version().text()).isEqualTo(ID);
        assertThat(item.present(999)).isTrue();
        assertThat(item.present(1_000)).isFalse();
    }

    @Test
    void of_anotherClientsItem_hasAVersionOfItsValue() {
        DynamoDbItem one = DynamoDbItem.of(foreign(AttributeValue.fromS("one")), "pk");
        DynamoDbItem same = DynamoDbItem.of(foreign(AttributeValue.fromS("one")), "pk");
        DynamoDbItem two = DynamoDbItem.of(foreign(AttributeValue.fromS("two")), "pk");
        DynamoDbItem binary = DynamoDbItem.of(foreign(AttributeValue.fromB(SdkBytes.fromUtf8String("one"))), "pk");
        assertThat(one.version()).isEqualTo(same.version()).isNotEqualTo(two.version());
        assertThat(one.version()).isNotEqualTo(binary.version());
        assertThat(DynamoDbItem.isForeign(one.version().text())).isTrue();
        assertThat(DynamoDbItem.isWriteId(one.version().text())).isFalse();
    }

    @Test
    void of_itemThatIsNoEntry_isDamaged() {
        assertDamaged(foreign(AttributeValue.fromN("1")));
        Map<String, AttributeValue> version = new HashMap<>(written(new byte[0], 1));
        version.put("kv_version", AttributeValue.fromN("1"));
        assertDamaged(version);
        Map<String, AttributeValue> expiry = new HashMap<>(written(new byte[0], 1));
        expiry.put("kv_expiry", AttributeValue.fromN("1.5"));
        assertDamaged(expiry);
        expiry.put("kv_expiry", AttributeValue.fromN("-1"));
        assertDamaged(expiry);
        expiry.put("kv_expiry", AttributeValue.fromS("1"));
        assertDamaged(expiry);
    }

    @Test
    void entry_itemWithoutAValue_isDamaged() {
        DynamoDbItem item = DynamoDbItem.of(Map.of("pk", AttributeValue.fromS("key")), "pk");
        assertThatExceptionOfType(DamagedItemException.class).isThrownBy(item::entry);
    }

    @Test
    void overhead_longestNameAndExpiry_isCounted() {
        String name = "n".repeat(255);
        Map<String, AttributeValue> item =
                DynamoDbItem.attributes(name, "k".repeat(Key.MAX_BYTES), new byte[0], ID, Long.MAX_VALUE / 2);
        int bytes = item.entrySet().stream()
                .mapToInt(each -> each.getKey().length()
                        + (each.getValue().s() == null
                                ? each.getValue().n().length() + 2
                                : each.getValue().s().length()))
                .sum();
        assertThat(bytes).isLessThanOrEqualTo(Key.MAX_BYTES + DynamoDbItem.OVERHEAD);
    }

    @Test
    void toString_anyItem_showsNeitherKeyNorValue() {
        assertThat(DynamoDbItem.of(written("secret".getBytes(StandardCharsets.UTF_8), 1), "pk"))
                .asString()
                .doesNotContain("secret", "key");
    }

    private static void assertDamaged(Map<String, AttributeValue> attributes) {
        assertThatExceptionOfType(DamagedItemException.class).isThrownBy(() -> DynamoDbItem.of(attributes, "pk"));
    }

    private static Map<String, AttributeValue> written(byte[] value, long expiry) {
        return DynamoDbItem.attributes("pk", "key", value, ID, expiry);
    }

    private static Map<String, AttributeValue> foreign(AttributeValue value) {
        return Map.of("pk", AttributeValue.fromS("key"), "value", value);
    }
}

package dev.kvcdi.dynamodb;

import dev.kvcdi.Version;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.StoredEntry;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An item of a table: what one write left there. The value is a text attribute where it is UTF-8, as other clients write it, else a
 * binary one; attributes of our own carry the write id and the expiry.
 *
 * @param key the key
 * @param value the value's attribute, or null when it was not read
 * @param writeId the write id that this driver gave it, or null when another client wrote it
 * @param expiryMillis when it expires, in milliseconds since the epoch, or {@link StoredEntry#NEVER}
 */
record DynamoDbItem(
        String key,
        @Nullable AttributeValue value,
        @Nullable String writeId,
        long expiryMillis) {

    /** The attribute of the value. */
    static final String VALUE = "value";

    /** The attribute of the format of the others; other clients' items have none. */
    static final String FORMAT = "kv_format";

    /** The format that is written, and the newest one that is read. */
    static final int CURRENT_FORMAT = 1;

    /** The attribute of the write id, which is the version. */
    static final String WRITE_ID = "kv_version";

    /** The attribute of the expiry, in milliseconds since the epoch. */
    static final String EXPIRY = "kv_expiry";

    /** The attribute by which DynamoDB removes expired items: the expiry in seconds, rounded up. */
    static final String TIME_TO_LIVE = "kv_ttl";

    /** The most bytes of an item, names and values of its attributes together. */
    static final int MAX_BYTES = 400 * 1_024;

    /** What an item takes beside key and value at the most: names (at most 255 bytes for the key's), format, write id, two numbers. */
    static final int OVERHEAD = 255 + 5 + 9 + 3 + 10 + 22 + 9 + 21 + 6 + 21;

    /** The version of an item that is there no longer, which no item has. */
    static final Version NO_VERSION = Version.of("h.");

    private static final AttributeValue WRITTEN_FORMAT = AttributeValue.fromN(Integer.toString(CURRENT_FORMAT));
    private static final Pattern WRITE_ID_FORM = Pattern.compile("[A-Za-z0-9_-]{22}");
    private static final Pattern FOREIGN_FORM = Pattern.compile("h\\.[A-Za-z0-9_-]{43}");
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    /**
     * Reads an item, or the image of one in a stream.
     *
     * @param attributes what was read of it
     * @param keyName the name of the key's attribute
     * @throws DamagedItemException if the attributes are not of the types that they are written in
     * @throws NewerItemException if a newer version of the driver wrote the item, in a format that this one does not know
     */
    static DynamoDbItem of(Map<String, AttributeValue> attributes, String keyName) {
        AttributeValue key = attributes.get(keyName);
        if (key == null || key.s() == null) {
            throw new DamagedItemException(keyName);
        }
        refuseNewer(attributes);
        AttributeValue value = attributes.get(VALUE);
        if (value != null && value.s() == null && value.b() == null) {
            throw new DamagedItemException(VALUE);
        }
        return new DynamoDbItem(key.s(), value, writeId(attributes), expiry(attributes));
    }

    /** Refuses an item of an unknown format. Those before the attribute was written are of the first one. */
    static void refuseNewer(Map<String, AttributeValue> attributes) {
        if (isNewer(attributes)) {
            throw new NewerItemException();
        }
    }

    /** Tells whether an item is of an unknown format. */
    static boolean isNewer(Map<String, AttributeValue> attributes) {
        AttributeValue format = attributes.get(FORMAT);
        return format != null && !format.equals(WRITTEN_FORMAT);
    }

    private static @Nullable String writeId(Map<String, AttributeValue> attributes) {
        AttributeValue id = attributes.get(WRITE_ID);
        if (id == null) {
            return null;
        }
        if (id.s() == null || !isWriteId(id.s())) {
            throw new DamagedItemException(WRITE_ID);
        }
        return id.s();
    }

    private static long expiry(Map<String, AttributeValue> attributes) {
        AttributeValue expiry = attributes.get(EXPIRY);
        if (expiry == null) {
            return StoredEntry.NEVER;
        }
        try {
            long millis = Long.parseLong(String.valueOf(expiry.n()));
            if (millis > 0) {
                return millis;
            }
        } catch (NumberFormatException e) {
            throw new DamagedItemException(EXPIRY);
        }
        throw new DamagedItemException(EXPIRY);
    }

    /** Returns a new write id: 128 random bits, so that none ever comes twice. */
    static String newWriteId() {
        UUID random = UUID.randomUUID();
        return BASE64.encodeToString(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(random.getMostSignificantBits())
                .putLong(random.getLeastSignificantBits())
                .array());
    }

    /** Tells whether a text may be the version of an item that this driver wrote. */
    static boolean isWriteId(String text) {
        return WRITE_ID_FORM.matcher(text).matches();
    }

    /** Tells whether a text may be the version of an item that another client wrote. */
    static boolean isForeign(String text) {
        return FOREIGN_FORM.matcher(text).matches();
    }

    /** Returns the attributes to write. */
    static Map<String, AttributeValue> attributes(
            String keyName, String key, byte[] value, String writeId, long expiryMillis) {
        Map<String, AttributeValue> attributes = new HashMap<>(8);
        attributes.put(keyName, AttributeValue.fromS(key));
        attributes.put(VALUE, attribute(value));
        attributes.put(FORMAT, WRITTEN_FORMAT);
        attributes.put(WRITE_ID, AttributeValue.fromS(writeId));
        if (expiryMillis != StoredEntry.NEVER) {
            attributes.put(EXPIRY, AttributeValue.fromN(Long.toString(expiryMillis)));
            attributes.put(TIME_TO_LIVE, AttributeValue.fromN(Long.toString(seconds(expiryMillis))));
        }
        return attributes;
    }

    private static long seconds(long expiryMillis) {
        long second = TimeUnit.SECONDS.toMillis(1);
        return expiryMillis / second + (expiryMillis % second == 0 ? 0 : 1);
    }

    private static AttributeValue attribute(byte[] value) {
        try {
            return AttributeValue.fromS(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString());
        } catch (CharacterCodingException e) {
            return AttributeValue.fromB(SdkBytes.fromByteArray(value));
        }
    }

    boolean wroteIt(String id) {
        return id.equals(writeId);
    }

    /** Tells whether the key has a value at this time. */
    boolean present(long nowMillis) {
        return !StoredEntry.expired(expiryMillis, nowMillis);
    }

    /**
     * Returns the value.
     *
     * @throws DamagedItemException if the item has none
     */
    byte[] bytes() {
        AttributeValue content = content();
        return content.s() == null ? content.b().asByteArray() : content.s().getBytes(StandardCharsets.UTF_8);
    }

    private AttributeValue content() {
        if (value == null) {
            throw new DamagedItemException(VALUE);
        }
        return value;
    }

    /**
     * Returns the version: the write id, or a digest of the value where another client wrote it.
     *
     * @throws DamagedItemException if another client wrote it, without a value
     */
    Version version() {
        return Version.of(writeId == null ? foreign(content()) : writeId);
    }

    private static String foreign(AttributeValue content) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((byte) (content.s() == null ? 'B' : 'S'));
            digest.update(
                    content.s() == null
                            ? content.b().asByteArrayUnsafe()
                            : content.s().getBytes(StandardCharsets.UTF_8));
            return "h." + BASE64.encodeToString(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /**
     * Returns the entry.
     *
     * @throws DamagedItemException if the item has no value
     */
    StoredEntry entry() {
        return StoredEntry.of(key, bytes(), expiryMillis, this::version);
    }

    /**
     * Returns the entry without its value.
     *
     * @param foreign gives the version where another client wrote the item, since the value is needed for it
     */
    StoredEntry entryWithoutValue(Supplier<Version> foreign) {
        return StoredEntry.withoutValue(key, expiryMillis, writeId == null ? foreign : this::version);
    }

    /** Leaves key and value out, since they may be confidential. */
    @Override
    public String toString() {
        return "DynamoDbItem[" + Objects.requireNonNullElse(writeId, "of another client") + "]";
    }

    /** An item that a newer version of the driver wrote, in a format that this one does not know. */
    static final class NewerItemException extends EngineException {

        private static final long serialVersionUID = 1L;

        NewerItemException() {
            super(
                    Kind.UNSUPPORTED,
                    "A newer version of kv-cdi-dynamodb wrote an entry, in a format that this one does not know (it knows "
                            + CURRENT_FORMAT + "): deploy that version or a newer one. The entry was not changed.",
                    null);
        }
    }

    /** An item that is no entry: an attribute is missing, or of another type than is written. */
    static final class DamagedItemException extends EngineException {

        private static final long serialVersionUID = 1L;

        DamagedItemException(String attribute) {
            super(
                    Kind.CORRUPTION,
                    "The attribute " + attribute + " of an item is missing or malformed, so the item is no entry:"
                            + " correct or delete it, or give the store a table of its own",
                    null);
        }
    }
}

package dev.kvcdi.internal.copy;

import dev.kvcdi.Version;
import dev.kvcdi.internal.Digests;
import dev.kvcdi.spi.StoredEntry;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the journal says of a key: what the copy wrote to the target, or was about to write when it last got to writing the journal.
 *
 * @param written the version that the copy wrote last, or null when it wrote none
 * @param sent the digest of what it set out to write after that, or null when nothing is open
 */
record Claim(@Nullable Version written, @Nullable String sent) {

    /** What every claim begins with: the number of its format. */
    private static final String FORMAT = "1 ";

    private static final Pattern ANY_FORMAT = Pattern.compile("[0-9]{1,9} .*", Pattern.DOTALL);
    private static final String WRITTEN = FORMAT + "written ";
    private static final String SENT = FORMAT + "sent ";
    private static final String NONE = "-";

    static Claim written(Version version) {
        return new Claim(version, null);
    }

    /** The claim while a write is under way, after an earlier claim or none. */
    static Claim sending(@Nullable Claim before, StoredEntry content) {
        return new Claim(before == null ? null : before.written, digest(content));
    }

    /**
     * Tells whether the copy wrote an entry of the target. Where it stayed open whether a write was applied, an entry that has just what
     * was to be written counts as that.
     */
    boolean covers(StoredEntry target) {
        return (written != null && written.equals(target.version())) || (sent != null && sent.equals(digest(target)));
    }

    /** Tells whether a write was begun and not seen to end. */
    boolean isOpen() {
        return sent != null;
    }

    /** The claim in the form of the journal. */
    String text() {
        if (sent == null) {
            return WRITTEN + Objects.requireNonNull(written, "written").text();
        }
        return SENT + sent + ' ' + (written == null ? NONE : written.text());
    }

    /** Tells whether a text is a claim of a format that this version does not know. */
    static boolean isNewer(String text) {
        return ANY_FORMAT.matcher(text).matches() && !text.startsWith(FORMAT);
    }

    /** Reads a claim; empty when somebody else wrote the text. */
    static Optional<Claim> parse(String text) {
        if (text.startsWith(WRITTEN)) {
            return Optional.of(written(Version.of(text.substring(WRITTEN.length()))));
        }
        int space = text.indexOf(' ', SENT.length());
        if (!text.startsWith(SENT) || space < 0) {
            return Optional.empty();
        }
        String version = text.substring(space + 1);
        return Optional.of(
                new Claim(version.equals(NONE) ? null : Version.of(version), text.substring(SENT.length(), space)));
    }

    private static String digest(StoredEntry content) {
        MessageDigest sha = Digests.sha256();
        sha.update(ByteBuffer.allocate(Long.BYTES).putLong(0, content.expiryMillis()));
        return Digests.base64(sha.digest(content.value()));
    }
}

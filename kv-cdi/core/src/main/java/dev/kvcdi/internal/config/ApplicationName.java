package dev.kvcdi.internal.config;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** The name that separates an application's data from that of others on the same server. */
public final class ApplicationName {

    private static final int LONGEST = 100;
    private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");

    /** A version at the end of an archive's name, with the qualifiers that builds use. */
    private static final Pattern VERSION = Pattern.compile(
            "-\\d+(\\.\\d+)+([.-](SNAPSHOT|Final|RELEASE|GA|(RC|CR|M|SP|alpha|beta)[.-]?\\d*|\\d{8}\\.\\d{6}-\\d+))*$",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern ARCHIVE = Pattern.compile("\\.(war|ear|jar)$", Pattern.CASE_INSENSITIVE);

    private ApplicationName() {}

    /**
     * Returns the name of a deployed archive: without the version, so that a new version finds the old one's data, and legal as a
     * folder's name. Different archives get different names, unless only their versions differ.
     *
     * @param archive the module's or application's name, with or without {@code .war} or {@code .ear}
     * @return the name; empty when nothing is left of it
     */
    public static Optional<String> ofArchive(String archive) {
        String name = ARCHIVE.matcher(archive).replaceFirst("");
        String unversioned = VERSION.matcher(name).replaceFirst("");
        String kept = unversioned.isEmpty() ? name : unversioned;
        return kept.isEmpty() ? Optional.empty() : Optional.of(cut(escape(kept)));
    }

    /** Whatever is not legal becomes %XX of its UTF-8, as in URLs, which no two names share. */
    private static String escape(String name) {
        var escaped = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean legal = LEGAL.matcher(String.valueOf(c)).matches() || (c == '.' && !escaped.isEmpty());
            if (legal) {
                escaped.append(c);
            } else {
                escaped.append(String.format("%%%02X", (int) c));
            }
        }
        return escaped.toString();
    }

    /** What is cut off still counts, by a digest. */
    private static String cut(String name) {
        if (name.length() <= LONGEST) {
            return name;
        }
        String digest =
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
        return name.substring(0, LONGEST - digest.length() - 1) + "-" + digest;
    }

    static Optional<String> check(String name) {
        return LEGAL.matcher(name).matches()
                ? Optional.empty()
                : Optional.of(
                        "The name is not fit for a folder. Use 1 to 100 letters, digits, dots, hyphens and underscores, and no dot"
                                + " at the beginning");
    }
}

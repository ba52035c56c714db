package dev.kvcdi.nats;

import io.nats.client.impl.Headers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a message says of the write that made it, {@code 1-id}: the message's format, and the id by which the write is found again. In one
 * header, since the server takes its time for each.
 *
 * @param format the format, null where the message does not say it
 * @param id the write's id, null when another client wrote the message
 */
record WriteHeader(@Nullable String format, @Nullable String id) {

    /** The format that is written, and the newest one that is read. */
    static final int CURRENT_FORMAT = 1;

    private static final String NAME = "KV-CDI-Write";

    /** Where messages had their format before the first release. */
    private static final String FORMERLY = "KV-CDI-Format";

    /** The format, whatever a newer one has behind it. */
    private static final Pattern FORM = Pattern.compile("([0-9]{1,9})-(.*)", Pattern.DOTALL);

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9]{1,40}");
    private static final String KNOWN = Integer.toString(CURRENT_FORMAT);

    static void put(Headers headers, String id) {
        headers.put(NAME, CURRENT_FORMAT + "-" + id);
    }

    static WriteHeader of(@Nullable Headers headers) {
        String formerly = headers == null ? null : headers.getFirst(FORMERLY);
        String text = headers == null ? null : headers.getFirst(NAME);
        if (text == null) {
            return new WriteHeader(formerly, null);
        }
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return new WriteHeader(formerly, id(text));
        }
        String format = form.group(1);
        return new WriteHeader(format.equals(KNOWN) && formerly != null ? formerly : format, id(form.group(2)));
    }

    private static @Nullable String id(String text) {
        return ID.matcher(text).matches() ? text : null;
    }

    /** Tells whether the format is unknown. Other clients' messages say none, and are what they are. */
    boolean isNewer() {
        return format != null && !format.equals(KNOWN);
    }
}

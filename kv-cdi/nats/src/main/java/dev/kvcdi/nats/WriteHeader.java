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

    private static final Pattern FORM = Pattern.compile("(?:([0-9]{1,9})-)?([A-Za-z0-9]{1,40})");
    private static final WriteHeader NONE = new WriteHeader(null, null);

    static void put(Headers headers, String id) {
        headers.put(NAME, CURRENT_FORMAT + "-" + id);
    }

    static WriteHeader of(@Nullable Headers headers) {
        if (headers == null) {
            return NONE;
        }
        String format = headers.getFirst(FORMERLY);
        String text = headers.getFirst(NAME);
        if (text == null) {
            return new WriteHeader(format, null);
        }
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return new WriteHeader(format, null);
        }
        return new WriteHeader(format == null ? form.group(1) : format, form.group(2));
    }

    /** Tells whether the format is unknown. Other clients' messages say none, and are what they are. */
    boolean isNewer() {
        return format != null && !format.equals(Integer.toString(CURRENT_FORMAT));
    }
}

package dev.kvcdi.sample.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Refuses bodies that are too large: those that say their length before a byte of them is read, and others as soon as they exceed it.
 * The limit is above what a store takes unless configured, and keeps a stranger from filling the server's memory.
 */
@Provider
@PreMatching
public class BodyLimit implements ContainerRequestFilter {

    /** The most bytes that a body may have. */
    static final long MAX_BYTES = 1024 * 1024;

    @Override
    public void filter(ContainerRequestContext request) {
        String length = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
        if (length != null && exceeds(length)) {
            throw tooLarge();
        }
        request.setEntityStream(new Limited(request.getEntityStream()));
    }

    static boolean exceeds(String length) {
        try {
            return Long.parseLong(length.strip()) > MAX_BYTES;
        } catch (NumberFormatException beyondLong) {
            return true;
        }
    }

    private static ProblemException tooLarge() {
        return new ProblemException(413, "The body is larger than " + MAX_BYTES + " bytes.");
    }

    /** A body that ends the request when it turns out to be too large. */
    static final class Limited extends FilterInputStream {

        private long left = MAX_BYTES;

        Limited(InputStream body) {
            super(body);
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            count(Math.max(read, 0));
            return read;
        }

        @Override
        public long skip(long count) throws IOException {
            long skipped = super.skip(count);
            count(skipped);
            return skipped;
        }

        private void count(long bytes) {
            left -= bytes;
            if (left < 0) {
                throw tooLarge();
            }
        }
    }
}

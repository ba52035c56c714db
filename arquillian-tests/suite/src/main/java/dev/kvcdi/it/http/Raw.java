package dev.kvcdi.it.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;

/** HTTP byte by byte, for requests that no client sends: addresses as they stand, and bodies without end. */
final class Raw {

    private static final int ANSWER_MILLIS = 60_000;

    private Raw() {}

    /**
     * An answer.
     *
     * @param status the status
     * @param head the status line and headers
     * @param body the body
     */
    record Answer(int status, String head, String body) {}

    /** A body that is written while the answer is waited for. */
    @FunctionalInterface
    interface Body {
        /** Writes the next piece, which need not be the last. */
        void write(OutputStream to) throws IOException;
    }

    /** Sends a request without a body, whose target is put into the request line as it is. */
    static Answer send(URI base, String method, String target, String... headers) {
        return exchange(base, head(base, method, target, headers), null);
    }

    /** Sends a request with a text of UTF-8. */
    static Answer sendText(URI base, String method, String target, String text) {
        return send(base, method, target, "text/plain", text, new String[0]);
    }

    /** Sends a request with a body of UTF-8. */
    static Answer send(URI base, String method, String target, String type, String body, String[] headers) {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        String head = head(
                base,
                method,
                target,
                Stream.concat(Stream.of("Content-Type: " + type, "Content-Length: " + length), Arrays.stream(headers))
                        .toArray(String[]::new));
        return exchange(base, head + body, null);
    }

    /**
     * Sends a request whose body goes on until the answer is there.
     *
     * @throws AssertionError if no answer comes before so many pieces were written
     */
    static Answer sendEndless(URI base, String method, String target, Body body, String... headers) {
        return exchange(base, head(base, method, target, headers), body);
    }

    private static String head(URI base, String method, String target, String... headers) {
        return method + " " + base.getPath() + target + " HTTP/1.1\r\nHost: " + base.getAuthority()
                + "\r\nConnection: close\r\n"
                + String.join(
                        "",
                        Arrays.stream(headers).map(header -> header + "\r\n").toList())
                + "\r\n";
    }

    private static Answer exchange(URI base, String head, Body body) {
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(ANSWER_MILLIS);
            OutputStream out = socket.getOutputStream();
            out.write(head.getBytes(StandardCharsets.UTF_8));
            out.flush();
            InputStream in = new BufferedInputStream(socket.getInputStream());
            if (body != null) {
                writeUntilAnswered(body, out, in);
            }
            return read(in);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void writeUntilAnswered(Body body, OutputStream out, InputStream in) throws IOException {
        long end = System.nanoTime() + ANSWER_MILLIS * 1_000_000L;
        try {
            while (in.available() == 0) {
                if (System.nanoTime() > end) {
                    throw new AssertionError("The server reads on and on without an answer.");
                }
                body.write(out);
            }
        } catch (SocketException closed) {
            // The server may refuse and close while a piece is on its way; the answer is there to read.
        }
    }

    private static Answer read(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("No answer but: " + head);
            }
            head.append((char) next);
        }
        int length = contentLength(head.toString());
        byte[] body = length < 0 ? in.readAllBytes() : in.readNBytes(length);
        return new Answer(
                Integer.parseInt(head.substring(9, 12)), head.toString(), new String(body, StandardCharsets.UTF_8));
    }

    private static int contentLength(String head) {
        return head.lines()
                .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
                .map(line -> Integer.parseInt(line.substring(15).strip()))
                .findFirst()
                .orElse(-1);
    }
}

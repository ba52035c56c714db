package dev.kvcdi.servers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Requests that no well-behaved client sends. */
final class RawHttp {

    private static final int PATIENCE_MILLIS = 30_000;
    private static final String CHUNK = "10000\r\n" + " ".repeat(0x10000) + "\r\n";

    private RawHttp() {}

    /**
     * Begins a POST of JSON, and sends its body only as long as no answer comes.
     *
     * @param header what the request says of its body's length
     * @param chunks how many chunks of 64 KB are sent at most; the request has no end
     * @return the first line of the answer
     */
    static String post(URI uri, String header, int chunks) throws IOException {
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            OutputStream out = socket.getOutputStream();
            String head = "POST " + uri.getPath() + " HTTP/1.1\r\nHost: " + uri.getAuthority()
                    + "\r\nContent-Type: application/json\r\n" + header + "\r\n\r\n";
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            send(out, socket, chunks);
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            String line = in.readLine();
            return line == null ? "" : line;
        }
    }

    private static void send(OutputStream out, Socket socket, int chunks) throws IOException {
        try {
            for (int chunk = 0; chunk < chunks && socket.getInputStream().available() == 0; chunk++) {
                out.write(CHUNK.getBytes(StandardCharsets.US_ASCII));
            }
        } catch (SocketException answeredMeanwhile) {
            // The answer, if there is one, is read next.
            return;
        }
    }
}

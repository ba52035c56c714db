package dev.kvcdi.sample.http;

import jakarta.json.bind.JsonbException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Looks at a body before the server reads it, so that nothing is stored that was not meant: text is well-formed UTF-8, and JSON for a
 * record is an object with members of the record's types. JSON-B on its own reads {@code "3"} and {@code 3.7} as 3, ignores what
 * follows the document, and may take minutes over one that is deeply nested.
 */
@Provider
public class StrictBodies implements ReaderInterceptor {

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        String charset = context.getMediaType().getParameters().getOrDefault("charset", "UTF-8");
        boolean ascii = charset.equalsIgnoreCase("US-ASCII");
        if (!ascii && !charset.equalsIgnoreCase("UTF-8")) {
            throw new ProblemException(415, "The body must be in UTF-8.");
        }
        byte[] body = read(context.getInputStream());
        String text =
                Utf8.decode(body).orElseThrow(() -> new ProblemException(400, "The body is not well-formed UTF-8."));
        // Read as what it says to be, each other byte would become a replacement character.
        if (ascii && !text.chars().allMatch(character -> character < 0x80)) {
            throw new ProblemException(400, "The body is not US-ASCII.");
        }
        if (context.getType().isRecord()) {
            RecordJson.check(text, context.getType());
        }
        context.setInputStream(new ByteArrayInputStream(body));
        try {
            return context.proceed();
        } catch (JsonbException | ProcessingException unreadable) {
            throw new ProblemException(400, "The body cannot be read as what is expected here.");
        }
    }

    private static byte[] read(InputStream body) {
        try {
            return body.readAllBytes();
        } catch (IOException broken) {
            // The client's affair, as its chunks or its length are.
            throw new ProblemException(400, "The body ended early, or is not as HTTP wants it.");
        }
    }
}

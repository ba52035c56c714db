package dev.kvcdi.it.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kvcdi.it.http.Raw.Answer;
import java.net.URI;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Requests and their answers as text. What differs from run to run by its nature stands there by its name in braces. */
final class Transcript {

    /** What is the server's rather than the application's: also whether a body has a length or comes in chunks. */
    private static final Set<String> OF_THE_SERVER = Set.of(
            "connection",
            "content-language",
            "content-length",
            "date",
            "keep-alive",
            "server",
            "transfer-encoding",
            "x-frame-options",
            "x-powered-by");

    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
    private static final Pattern DATE =
            Pattern.compile("[A-Z][a-z]{2}, \\d\\d [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT");
    private static final Pattern TAG_IN_JSON = Pattern.compile("(?<=\"etag\":\"\\\\\")[^\"\\\\]+");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final URI base;
    private final StringBuilder text = new StringBuilder();

    Transcript(URI base) {
        this.base = base;
    }

    Answer ask(String method, String target, String... headers) {
        return add(method, target, "", Raw.send(base, method, target, headers), headers);
    }

    Answer json(String method, String target, String body, String... headers) {
        return add(method, target, body, Raw.send(base, method, target, "application/json", body, headers), headers);
    }

    Answer text(String method, String target, String body, String... headers) {
        return add(method, target, body, Raw.send(base, method, target, "text/plain", body, headers), headers);
    }

    /** Everything so far. */
    String text() {
        return text.toString();
    }

    /** The value of a header. */
    static String header(String head, String name) {
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in " + head));
    }

    /** The value of a member of a JSON object that is a text without escapes. */
    static String member(String json, String name) {
        Matcher member = Pattern.compile("\"" + name + "\":\"([^\"\\\\]*)\"").matcher(json);
        if (!member.find()) {
            throw new AssertionError("no " + name + " in " + json);
        }
        return member.group(1);
    }

    private Answer add(String method, String target, String sent, Answer answer, String... headers) {
        text.append("> ")
                .append(method)
                .append(' ')
                .append(general(shortened(target)))
                .append('\n');
        for (String header : headers) {
            text.append("> ").append(entityTag(header)).append('\n');
        }
        if (!sent.isEmpty()) {
            text.append("> ").append(shortened(sent).replace("\n", "\\n")).append('\n');
        }
        text.append("< ").append(answer.status()).append('\n');
        headers(answer).forEach(header -> text.append("< ").append(header).append('\n'));
        if (!answer.body().isEmpty()) {
            text.append("< ").append(general(shortened(answer.body()))).append('\n');
        }
        text.append('\n');
        return answer;
    }

    private List<String> headers(Answer answer) {
        return answer.head()
                .lines()
                .skip(1)
                .filter(line -> line.contains(":"))
                .map(line -> line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT)
                        + line.substring(line.indexOf(':')))
                .filter(line -> !OF_THE_SERVER.contains(line.substring(0, line.indexOf(':'))))
                .map(line -> line.startsWith("allow:") ? sorted(line) : general(entityTag(line)))
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    /** The order of methods means nothing. */
    private static String sorted(String allow) {
        return allow.substring(0, 7)
                + Arrays.stream(allow.substring(7).split(",\\s*")).sorted().collect(Collectors.joining(", "));
    }

    private static String entityTag(String header) {
        String lower = header.toLowerCase(Locale.ROOT);
        boolean has = lower.startsWith("etag:") || lower.startsWith("if-match:") || lower.startsWith("if-none-match:");
        return has && !header.contains("stale") ? header.replaceAll("\"[^\"]+\"", "\"{tag}\"") : header;
    }

    private String general(String value) {
        String placed = value.replace(base.toString(), "{base}").replace(base.getPath(), "{path}");
        String timeless = TIME.matcher(placed).replaceAll("{time}");
        String dateless = DATE.matcher(timeless).replaceAll("{date}");
        String tagless = TAG_IN_JSON.matcher(dateless).replaceAll("{tag}");
        return ID.matcher(tagless).replaceAll("{id}");
    }

    private static String shortened(String value) {
        int length = value.getBytes(UTF_8).length;
        return length <= 500 ? value : value.substring(0, 20) + "… (" + length + " bytes)";
    }
}

package dev.kvcdi.it.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The requests of a {@code .http} file, in what the clients of this format have in common: variables, names, headers, bodies. The status
 * that is expected of the answer stands in a comment, since each client has a notation of its own for it.
 */
final class HttpFile {

    private static final Pattern SEPARATOR = Pattern.compile("(?m)^###.*$");
    private static final Pattern VARIABLE = Pattern.compile("@(\\w+)\\s*=\\s*(.+)");
    private static final Pattern NAME = Pattern.compile("#\\s*@name\\s+(\\w+)");
    private static final Pattern EXPECTED = Pattern.compile("#\\s*expected:\\s*(\\d{3}(?:,\\s*\\d{3})*)");
    private static final Pattern REFERENCE = Pattern.compile("\\{\\{(\\w+)}}");
    private static final Pattern LINE_BREAK = Pattern.compile("\\R");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Map<String, String> variables;

    private HttpFile(Map<String, String> variables) {
        this.variables = new HashMap<>(variables);
    }

    /**
     * A request.
     *
     * @param name its name
     * @param expected the statuses that its answer may have
     * @param http what is sent
     */
    record Request(String name, Set<Integer> expected, HttpRequest http) {}

    /** Reads a file, in which the given variables have other values than the file says. */
    static List<Request> read(Path path, Map<String, String> variables) {
        HttpFile file = new HttpFile(variables);
        try {
            String[] blocks = SEPARATOR.split(Files.readString(path), -1);
            file.declarations(blocks[0]);
            return Arrays.stream(blocks).skip(1).map(file::request).toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void declarations(String head) {
        head.lines()
                .map(VARIABLE::matcher)
                .filter(Matcher::matches)
                .forEach(variable -> variables.putIfAbsent(
                        variable.group(1), resolved(variable.group(2).strip())));
    }

    private Request request(String block) {
        String[] parts = block.strip().split("\\R\\R", 2);
        List<String> lines = LINE_BREAK
                .splitAsStream(parts[0])
                .filter(line -> !line.startsWith("#"))
                .map(this::resolved)
                .toList();
        String[] target = lines.get(0).split(" ", 2);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(target[1]))
                .timeout(PATIENCE)
                .method(
                        target[0],
                        parts.length == 1 ? BodyPublishers.noBody() : BodyPublishers.ofString(resolved(parts[1])));
        for (String line : lines.subList(1, lines.size())) {
            String[] header = line.split(":\\s*", 2);
            request.header(header[0], header[1]);
        }
        return new Request(found(NAME, parts[0]), statuses(found(EXPECTED, parts[0])), request.build());
    }

    private static Set<Integer> statuses(String list) {
        return Arrays.stream(list.split(",\\s*")).map(Integer::valueOf).collect(Collectors.toSet());
    }

    private static String found(Pattern pattern, String head) {
        Matcher found = pattern.matcher(head);
        if (!found.find()) {
            throw new IllegalStateException("A request lacks " + pattern + ":\n" + head);
        }
        return found.group(1);
    }

    private String resolved(String text) {
        return REFERENCE.matcher(text).replaceAll(reference -> {
            String value = variables.get(reference.group(1));
            if (value == null) {
                throw new IllegalStateException("There is no variable " + reference.group(1));
            }
            return Matcher.quoteReplacement(value);
        });
    }
}

package dev.kvcdi.testkit;

import dev.kvcdi.spi.Key;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Keys that engines, encodings and query languages like to get wrong. */
final class Texts {

    /** Legal keys, all of them different. */
    static final List<String> HOSTILE_KEYS = List.of(
            // Dots, which are separators in subjects and steps in paths.
            ".",
            "..",
            "...",
            ".a",
            "a.",
            "..a",
            "a..",
            "a.b",
            "a..b",
            "a.b.c",
            "a./b",
            ".a.b.",
            // Slashes.
            "/",
            "//",
            "/a",
            "a/",
            "a/b",
            "a//b",
            "../a",
            "a/../b",
            "\\",
            "a\\b",
            "\\\\server\\share",
            "C:\\a",
            "~/a",
            // Wildcards of subjects, patterns and shells.
            "*",
            ">",
            "a.*",
            "a.>",
            "*.a",
            "a*",
            "a>b",
            "**",
            "?",
            "a?b",
            "[a]",
            "{a}",
            "{a,b}",
            "%",
            "a%",
            "_",
            "a_b",
            "a_%",
            // White space, which nothing may trim or fold.
            " ",
            "  ",
            " a",
            "a ",
            "a b",
            "a  b",
            "\t",
            "a\tb",
            "\n",
            "a\nb",
            "a\n",
            "\r\n",
            "\u00a0",
            "a\u00a0b",
            "\u2003",
            "\u2028",
            "\u3000",
            // Control characters.
            "\0",
            "a\0",
            "\0a",
            "a\0b",
            "\0\0",
            "\u0001",
            "\u001b[31m",
            "\u007f",
            "\u0080",
            "\u009f",
            // Escapes of other layers.
            "%2e",
            "%2E",
            "%2F",
            "%00",
            "%25",
            "%252e",
            "%zz",
            "%e",
            "=",
            "==",
            "a=",
            "=a",
            "=2E",
            "=2E=",
            "a=b",
            "+",
            "a+b",
            "\\n",
            "\\u0061",
            "&amp;",
            "&#97;",
            "$",
            "$$",
            "$a",
            "${a}",
            "#{a}",
            "$KV.a",
            "$JS.API.a",
            "_INBOX.a",
            // Quotes and code.
            "'",
            "\"",
            "`",
            "''",
            "'; DROP TABLE kv; --",
            "<script>",
            "]]>",
            "--",
            "/*",
            "#",
            "a#b",
            "|",
            "&",
            ";",
            ",",
            ":",
            "a:b",
            "^",
            "@",
            "!",
            "(",
            ")",
            // Words with a meaning elsewhere.
            "null",
            "NULL",
            "nul",
            "con",
            "CON.txt",
            "true",
            "false",
            "undefined",
            "NaN",
            "0",
            "-0",
            "-1",
            "00",
            "1e3",
            "__proto__",
            "default",
            "kv",
            "pk",
            "value",
            // Case and look-alikes.
            "a",
            "A",
            "\u00df",
            "ss",
            "SS",
            "i",
            "I",
            "\u0130",
            "\u0131",
            "\u017f",
            "\u212a",
            "K",
            "\u0391",
            "\u0410",
            // The same letter, composed and combined; ligatures; widths.
            "\u00e9",
            "e\u0301",
            "e",
            "\u00c5",
            "A\u030a",
            "\u212b",
            "\ufb01",
            "fi",
            "\uff41",
            "\uac00",
            "\u1100\u1161",
            "\u0301",
            // Right to left, joiners, marks without width.
            "\u05e9\u05dc\u05d5\u05dd",
            "\u0645\u0631\u062d\u0628\u0627",
            "a\u202eb",
            "\u200b",
            "a\u200b",
            "\u200d",
            "a\u200db",
            "\u00ad",
            "\ufeff",
            "\ufeffa",
            "a\ufeff",
            // The ends of the planes; what decoders replace with; what is no character.
            "\ud7ff",
            "\ue000",
            "\ufffd",
            "\ufffe",
            "\uffff",
            "\ud800\udc00",
            "\udbff\udfff",
            "\ud83f\udffe",
            // Beyond the basic plane.
            "\ud83d\ude00",
            "a\ud83d\ude00b",
            "\ud83d\ude00\ud83d\ude00",
            "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67",
            "\ud83c\udde9\ud83c\uddea",
            "\ud83d\udc4d\ud83c\udffd",
            "\ud840\udc00",
            // Other scripts.
            "\u65e5\u672c\u8a9e",
            "\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35",
            "\u0928\u092e\u0938\u094d\u0924\u0947",
            "\u1f00",
            "\u03a3\u03c3\u03c2");

    /** Texts that are no keys, for their surrogates have no partner. */
    static final List<String> LONE_SURROGATES = List.of(
            "\ud83d",
            "\ude00",
            "a\ud83d",
            "a\ude00",
            "\ud83da",
            "\ude00a",
            "a\ud83db",
            "a\ude00b",
            "\ude00\ud83d",
            "\ud83d\ud83d\ude00",
            "\ud83d\ude00\ude00",
            "\udbff",
            "\udfff",
            "\u00e9\ud800");

    /** A letter for each length that UTF-8 has: one to four bytes. */
    static final List<String> LETTERS = List.of("k", "\u00e9", "\u20ac", "\ud83d\ude00");

    private Texts() {}

    /** A text of one letter over and over, filled up with others to a number of bytes. */
    static String ofBytes(String letter, int bytes) {
        int width = Contract.utf8(letter).length;
        return letter.repeat(bytes / width) + "x".repeat(bytes % width);
    }

    /** Keys of the most bytes, one of each width of letters. */
    static List<String> longestKeys() {
        return LETTERS.stream().map(letter -> ofBytes(letter, Key.MAX_BYTES)).toList();
    }

    /** Texts that are no keys, and for which nothing makes them one. */
    static List<String> illegalKeys() {
        return Stream.of(
                        Stream.of(""),
                        LETTERS.stream().map(letter -> ofBytes(letter, Key.MAX_BYTES + 1)),
                        Stream.of(ofBytes("k", 100_000)),
                        LONE_SURROGATES.stream(),
                        Stream.of(ofBytes("k", Key.MAX_BYTES - 1) + "\ud83d"))
                .flatMap(texts -> texts)
                .toList();
    }

    /** The text with everything but plain letters escaped, for reports. */
    static String escaped(String text) {
        String shown = text.length() > 40 ? text.substring(0, 40) : text;
        return "\""
                + shown.chars()
                        .mapToObj(c -> c > ' ' && c < 127 && c != '\\' && c != '"'
                                ? String.valueOf((char) c)
                                : String.format("\\u%04x", c))
                        .collect(Collectors.joining())
                + (shown.length() == text.length() ? "\"" : "\"… (" + text.length() + " characters)");
    }

    /** Numbered keys. */
    static List<String> numbered(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> prefix + String.format("%05d", i))
                .toList();
    }

    /** Returns the wanted texts that were not found: assertions on lists compare each with each, which takes its time beside busy writers. */
    static List<String> missing(List<String> wanted, List<String> found) {
        Set<String> there = new HashSet<>(found);
        return wanted.stream().filter(text -> !there.contains(text)).toList();
    }
}

package dev.kvcdi.internal.view;

/**
 * A look over a JSON document before a parser gets it, for what parsers differ in: deep nesting overflows the stack of some, and some
 * ignore what follows the document.
 */
final class JsonScan {

    /** The deepest nesting of objects and arrays. */
    static final int MAX_DEPTH = 100;

    private static final String PUNCTUATION = "{}[]\",:";

    private JsonScan() {}

    /** Refuses a document that is nested too deep or followed by anything; what is no JSON otherwise passes, for the parser to say so. */
    static void check(byte[] json) {
        int depth = 0;
        for (int i = 0; i < json.length; i++) {
            switch (json[i]) {
                case '{', '[' -> {
                    depth++;
                    if (depth > MAX_DEPTH) {
                        throw new UncodableException("the JSON is nested deeper than " + MAX_DEPTH + " levels", null);
                    }
                }
                case '}', ']' -> depth--;
                case '"' -> i = endOfString(json, i);
                default -> {
                    if (depth != 0 || isBlank(json[i])) {
                        continue;
                    }
                    i = endOfWord(json, i);
                }
            }
            if (depth == 0) {
                checkBlank(json, i + 1);
                return;
            }
        }
    }

    /** Where the string that begins here ends, or the end of the document. */
    private static int endOfString(byte[] json, int begin) {
        for (int i = begin + 1; i < json.length; i++) {
            if (json[i] == '"') {
                return i;
            }
            if (json[i] == '\\') {
                i++;
            }
        }
        return json.length;
    }

    /** Where the number or the word that begins here ends. */
    private static int endOfWord(byte[] json, int begin) {
        int end = begin;
        while (end + 1 < json.length && !isBlank(json[end + 1]) && PUNCTUATION.indexOf(json[end + 1]) < 0) {
            end++;
        }
        return end;
    }

    private static void checkBlank(byte[] json, int begin) {
        for (int i = begin; i < json.length; i++) {
            if (!isBlank(json[i])) {
                throw new UncodableException("something follows the JSON document", null);
            }
        }
    }

    private static boolean isBlank(byte character) {
        return character == ' ' || character == '\n' || character == '\r' || character == '\t';
    }
}

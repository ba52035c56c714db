package dev.kvcdi.internal.view;

/** Counts how deep a JSON document is nested, since parsers and binders recurse and some overflow the stack. */
final class JsonDepth {

    /** The deepest nesting of objects and arrays. */
    static final int MAX = 100;

    private JsonDepth() {}

    /** Refuses a document that is nested too deep; what is no JSON at all passes, for the parser to say so. */
    static void check(byte[] json) {
        int depth = 0;
        boolean inString = false;
        for (int i = 0; i < json.length; i++) {
            byte each = json[i];
            if (inString) {
                if (each == '\\') {
                    i++;
                } else if (each == '"') {
                    inString = false;
                }
            } else if (each == '"') {
                inString = true;
            } else if (each == '{' || each == '[') {
                depth++;
                if (depth > MAX) {
                    throw new UncodableException("the JSON is nested deeper than " + MAX + " levels", null);
                }
            } else if (each == '}' || each == ']') {
                depth--;
            }
        }
    }
}

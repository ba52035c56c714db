package dev.kvcdi.sample.http;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The value of an {@code If-Match} or {@code If-None-Match} header: any tag ({@code *}), or a list of tags.
 *
 * @param any whether the value is {@code *}
 * @param strong the strong tags, without quotes
 * @param weak the weak tags, without quotes
 */
record EntityTags(boolean any, List<String> strong, List<String> weak) {

    /** One tag and what separates it from the next; inside the quotes is everything that RFC 9110, 8.8.3, allows there. */
    private static final Pattern TAG =
            Pattern.compile("[\\s,]*(?<weak>W/)?\"(?<tag>[\\x21\\x23-\\x7e\\x80-\\xff]*)\"\\s*(?:,|$)[\\s,]*");

    /** Reads the lines of a header, of which there is at least one. */
    static EntityTags parse(String header, List<String> lines) {
        String value = String.join(",", lines).strip();
        if (value.equals("*")) {
            return new EntityTags(true, List.of(), List.of());
        }
        List<String> strong = new ArrayList<>();
        List<String> weak = new ArrayList<>();
        Matcher tags = TAG.matcher(value);
        int end = 0;
        // Only here: to look for a tag further on would take a hostile header's length squared.
        while (end < value.length() && tags.region(end, value.length()).lookingAt()) {
            (tags.group("weak") == null ? strong : weak).add(tags.group("tag"));
            end = tags.end();
        }
        if (end < value.length() || (strong.isEmpty() && weak.isEmpty())) {
            throw new ProblemException(
                    Invalid.header(header, "must be * or entity tags in double quotes, separated by commas"));
        }
        return new EntityTags(false, List.copyOf(strong), List.copyOf(weak));
    }

    /** Compares by the strong comparison, which is for writing: a weak tag matches nothing. */
    boolean matchStrongly(String tag) {
        return any || strong.contains(tag);
    }

    /** Compares by the weak comparison, which is for caching: weak and strong tags are alike. */
    boolean matchWeakly(String tag) {
        return any || strong.contains(tag) || weak.contains(tag);
    }
}

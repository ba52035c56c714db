package dev.kvcdi.sample.http;

/**
 * A part of the request that is wrong.
 *
 * @param place how the part is named: {@code pointer} into the body, {@code parameter} of the query or {@code header}
 * @param name the part's name; a JSON pointer in the form of a URI fragment for {@code pointer}
 * @param detail what is wrong with it
 */
public record Invalid(String place, String name, String detail) {

    /**
     * Returns an invalid member of the body.
     *
     * @param member the member's name
     * @param detail what is wrong with it
     * @return the part
     */
    public static Invalid member(String member, String detail) {
        return new Invalid("pointer", "#/" + member, detail);
    }

    /**
     * Returns an invalid parameter of the query.
     *
     * @param parameter the parameter's name
     * @param detail what is wrong with it
     * @return the part
     */
    public static Invalid parameter(String parameter, String detail) {
        return new Invalid("parameter", parameter, detail);
    }

    /**
     * Returns an invalid header.
     *
     * @param header the header's name
     * @param detail what is wrong with it
     * @return the part
     */
    public static Invalid header(String header, String detail) {
        return new Invalid("header", header, detail);
    }
}

package dev.kvcdi.servers.inside;

/**
 * A value that an application keeps.
 *
 * @param text anything
 * @param stars any number
 */
public record Note(String text, int stars) {}

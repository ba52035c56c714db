package dev.kvcdi.spi;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A message to those who run an application, with a number by which documentation explains it. A module keeps all that it logs at
 * level INFO and above in one enum, which implements this.
 */
public interface Message {

    /**
     * Returns the number, which stays the same in later releases.
     *
     * @return a text that no other message has, such as {@code KVCDI1003}
     */
    String number();

    /**
     * Returns how important it is.
     *
     * @return the level at which it is logged
     */
    Level level();

    /**
     * Returns what it says.
     *
     * @return the wording, with names in braces for what differs, such as <code>{path} is full</code>
     */
    String text();

    /**
     * Returns the message as it appears.
     *
     * @param arguments what stands for the names in braces, in their order; neither keys nor values nor secrets
     * @return the number, a colon and the wording
     */
    default String with(@Nullable Object... arguments) {
        Matcher names = Pattern.compile("\\{[a-z ]+}").matcher(text());
        var filled = new StringBuilder(number()).append(": ");
        for (@Nullable Object argument : arguments) {
            if (names.find()) {
                names.appendReplacement(filled, Matcher.quoteReplacement(String.valueOf(argument)));
            }
        }
        return names.appendTail(filled).toString();
    }

    /**
     * Logs the message.
     *
     * @param logger where
     * @param arguments what stands for the names in braces
     */
    default void log(Logger logger, @Nullable Object... arguments) {
        if (logger.isLoggable(level())) {
            logger.log(level(), with(arguments));
        }
    }

    /**
     * Logs the message with a stack trace.
     *
     * @param logger where
     * @param thrown what happened
     * @param arguments what stands for the names in braces
     */
    default void logThrown(Logger logger, Throwable thrown, @Nullable Object... arguments) {
        if (logger.isLoggable(level())) {
            logger.log(level(), with(arguments), thrown);
        }
    }
}

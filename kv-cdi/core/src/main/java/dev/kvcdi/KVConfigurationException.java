package dev.kvcdi;

import java.util.List;

/**
 * The configuration has mistakes, all of which the message lists, each with the property, its environment variable, where the value
 * came from, what to do, and the number by which the failure guide ({@code FAILURES.md}) explains it. It occurs only when an
 * application is deployed or a runtime started, never later.
 */
public class KVConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes a failure.
     *
     * @param problems the descriptions of the problems, in the order in which they are reported
     */
    public KVConfigurationException(List<String> problems) {
        super(FailureNumbers.CONFIGURATION + ": " + (problems.size() == 1 ? "1 problem" : problems.size() + " problems")
                + " in the configuration of the key-value stores:\n\n"
                + String.join("\n\n", problems));
    }
}

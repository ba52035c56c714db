package dev.kvcdi.internal.config;

import dev.kvcdi.KVConfigurationException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What was found wrong, each once, and what is merely remarkable. */
final class Findings {

    private final Set<String> problems = new LinkedHashSet<>();
    private final Set<String> remarks = new LinkedHashSet<>();

    void add(Problem problem) {
        problems.add(problem.describe());
    }

    void remark(String remark) {
        remarks.add(remark);
    }

    List<String> problems() {
        return List.copyOf(problems);
    }

    List<String> remarks() {
        return List.copyOf(remarks);
    }

    void throwIfAny() {
        if (!problems.isEmpty()) {
            throw new KVConfigurationException(problems());
        }
    }
}

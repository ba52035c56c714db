package dev.kvcdi.internal.config;

import dev.kvcdi.KVConfigurationException;
import dev.kvcdi.internal.CoreMessage;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was found wrong, each once, and what is merely remarkable. */
final class Findings {

    private final Set<String> problems = new LinkedHashSet<>();
    private final Map<String, Remark> remarks = new LinkedHashMap<>();
    private int reports;

    void add(Problem problem) {
        problems.add(problem.describe());
        reports++;
    }

    /** Returns how often something wrong was found, which counts what was found again. */
    int reports() {
        return reports;
    }

    void remark(CoreMessage message, @Nullable Object... arguments) {
        var remark = new Remark(message, arguments);
        remarks.putIfAbsent(remark.toString(), remark);
    }

    List<String> problems() {
        return List.copyOf(problems);
    }

    List<Remark> remarks() {
        return List.copyOf(remarks.values());
    }

    void throwIfAny() {
        if (!problems.isEmpty()) {
            throw new KVConfigurationException(problems());
        }
    }
}

package dev.kvcdi.testkit;

import static dev.kvcdi.testkit.ContractLine.RANDOM;

import dev.kvcdi.testkit.Twins.Difference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Does random steps on the driver under test and on the in-memory driver, and compares each result. A difference is reported with the
 * seed and with the fewest steps that were found to show it.
 */
abstract class RandomContract extends Contract {

    private static final int LENGTH = 200;
    private static final int MOST_REPLAYS = 200;

    @Test
    @Proves(RANDOM)
    void randomSteps_comparedToTheMemoryDriver_haveTheSameResults() {
        long seed = Scale.seed();
        for (int sequence = 0; sequence < Scale.rounds(10); sequence++) {
            List<Step> steps = new StepMaker(new Random(seed + sequence), store.capabilities()).sequence(LENGTH);
            Optional<Difference> difference = compare(steps);
            if (difference.isPresent()) {
                throw new AssertionError(
                        report(seed, shrink(steps.subList(0, difference.get().index() + 1))));
            }
        }
    }

    private Optional<Difference> compare(List<Step> steps) {
        try (Twins twins = new Twins(harness())) {
            return twins.compare(steps);
        }
    }

    /** Leaves out ever smaller parts, as long as the rest still shows a difference. */
    private List<Step> shrink(List<Step> steps) {
        List<Step> smallest = steps;
        int replays = 0;
        for (int part = steps.size() / 2; part > 0; part /= 2) {
            int from = 0;
            while (from < smallest.size() && replays < MOST_REPLAYS) {
                List<Step> fewer = new ArrayList<>(smallest.subList(0, from));
                fewer.addAll(smallest.subList(Math.min(from + part, smallest.size()), smallest.size()));
                replays++;
                Optional<Difference> difference = compare(fewer);
                if (difference.isPresent()) {
                    smallest = fewer.subList(0, difference.get().index() + 1);
                } else {
                    from += part;
                }
            }
        }
        return smallest;
    }

    private String report(long seed, List<Step> steps) {
        StringBuilder report =
                new StringBuilder("The driver and the in-memory driver differ (" + Scale.reproduce(seed) + "):\n");
        steps.forEach(step -> report.append("  ").append(step).append('\n'));
        Optional<Difference> difference = compare(steps);
        report.append(difference
                .map(last -> "The last step's result: " + last.tested() + "\nof the in-memory driver: " + last.model())
                .orElse("These steps showed the difference once, but not again."));
        return report.toString();
    }
}

package dev.kvcdi.testkit;

/**
 * A step of a random sequence.
 *
 * @param text what a report shows
 * @param action does it
 */
record Step(String text, Action action) {

    /** Does a step. */
    @FunctionalInterface
    interface Action {

        /** Does it on one side, and returns the result as a text that is the same on both when the results are. */
        String on(Side side);
    }

    /** Does it, a failure being a result too. */
    String outcome(Side side) {
        try {
            return action.on(side);
        } catch (RuntimeException e) {
            return "throws " + e.getClass().getName();
        }
    }

    @Override
    public String toString() {
        return text;
    }
}

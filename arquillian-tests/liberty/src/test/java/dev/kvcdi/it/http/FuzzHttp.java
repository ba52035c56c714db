package dev.kvcdi.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Requests that a fuzzer makes of the description, on whatever the sample runs. */
interface FuzzHttp extends SampleHttp {

    /** Nearly all that the description has. */
    int OPERATIONS = 16;

    int REQUESTS = 100;

    /** The token that requests have, null where none is asked for. */
    default String token() {
        return null;
    }

    @Test
    default void fuzz_requestsOfTheDescription_areAnsweredAsItSays() throws Exception {
        int operations = 0;
        int requests = 0;
        // The time is given, and how many requests it is enough for is the machine's: it may have it several times.
        for (int times = 0; times < 5 && (operations < OPERATIONS || requests < REQUESTS); times++) {
            Fuzzer.Outcome outcome = Fuzzer.run(base(), getClass().getSimpleName(), token());
            assertThat(outcome.exit()).as(outcome.log()).isZero();
            operations = outcome.operations();
            requests += outcome.requests();
        }

        assertThat(operations).as("operations that were tried").isGreaterThanOrEqualTo(OPERATIONS);
        assertThat(requests).as("requests that were made").isGreaterThanOrEqualTo(REQUESTS);
    }
}

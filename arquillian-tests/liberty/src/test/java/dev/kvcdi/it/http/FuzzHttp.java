package dev.kvcdi.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Requests that a fuzzer makes of the description, on whatever the sample runs. */
interface FuzzHttp extends SampleHttp {

    /** The token that requests have, null where none is asked for. */
    default String token() {
        return null;
    }

    @Test
    default void fuzz_requestsOfTheDescription_areAnsweredAsItSays() throws Exception {
        Fuzzer.Outcome outcome = Fuzzer.run(base(), getClass().getSimpleName(), token());

        assertThat(outcome.exit()).as(outcome.log()).isZero();
        assertThat(outcome.operations()).as("operations that were tried").isGreaterThan(15);
        assertThat(outcome.requests()).as("requests that were made").isGreaterThan(100);
    }
}

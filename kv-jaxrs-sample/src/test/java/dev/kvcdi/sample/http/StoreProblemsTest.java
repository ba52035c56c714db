package dev.kvcdi.sample.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.KVAccessDeniedException;
import dev.kvcdi.KVClosedException;
import dev.kvcdi.KVCodecException;
import dev.kvcdi.KVContentionException;
import dev.kvcdi.KVCorruptionException;
import dev.kvcdi.KVException;
import dev.kvcdi.KVInvalidKeyException;
import dev.kvcdi.KVLimitException;
import dev.kvcdi.KVOutcomeUnknownException;
import dev.kvcdi.KVStorageException;
import dev.kvcdi.KVStorageFullException;
import dev.kvcdi.KVThrottledException;
import dev.kvcdi.KVTimeoutException;
import dev.kvcdi.KVUnavailableException;
import dev.kvcdi.KVUnsupportedException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StoreProblemsTest {

    private static final String SECRET = "a-key-or-value";
    private static final KVException.Context CONTEXT = KVException.Context.of("persons", "memory", "put", SECRET);

    static Stream<Arguments> failures() {
        return Stream.of(
                failure(400, 0, context -> new KVInvalidKeyException(context, SECRET, null)),
                failure(413, 0, context -> new KVLimitException(context, SECRET, null)),
                failure(500, 0, context -> new KVAccessDeniedException(context, SECRET, null)),
                failure(500, 0, context -> new KVCodecException(context, SECRET, null)),
                failure(500, 0, context -> new KVCorruptionException(context, SECRET, null)),
                failure(500, 0, context -> new KVException(context, SECRET, null)),
                failure(500, 0, context -> new KVStorageException(context, SECRET, null)),
                failure(501, 0, context -> new KVUnsupportedException(context, SECRET, null)),
                failure(503, 0, context -> new KVOutcomeUnknownException(context, SECRET, null)),
                failure(503, 1, context -> new KVContentionException(context, SECRET, null)),
                failure(503, 1, context -> new KVThrottledException(context, SECRET, null)),
                failure(503, 5, context -> new KVClosedException(context, SECRET, null)),
                failure(503, 5, context -> new KVUnavailableException(context, SECRET, null)),
                failure(504, 0, context -> new KVTimeoutException(context, SECRET, null)),
                failure(507, 0, context -> new KVStorageFullException(context, SECRET, null)));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void of_everyFailure_tellsStatusAndNothingStored(KVException failure, int status, int retryAfter) {
        Problem problem = StoreProblems.of(failure);

        assertThat(problem.status()).isEqualTo(status);
        assertThat(problem.retryAfter()).isEqualTo(retryAfter);
        assertThat(problem.json("/person/1")).doesNotContain(SECRET);
        assertThat(problem.type().equals(Problem.OUTCOME_UNKNOWN))
                .isEqualTo(failure instanceof KVOutcomeUnknownException);
    }

    private static Arguments failure(int status, int retryAfter, Function<KVException.Context, KVException> failure) {
        return Arguments.of(failure.apply(CONTEXT), status, retryAfter);
    }
}

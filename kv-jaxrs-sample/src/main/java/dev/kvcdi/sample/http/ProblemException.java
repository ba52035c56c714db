package dev.kvcdi.sample.http;

import jakarta.ws.rs.WebApplicationException;
import java.util.List;

/** Ends a request with a {@link Problem}. */
public class ProblemException extends WebApplicationException {

    private static final long serialVersionUID = 1L;

    /** What is told to the client. */
    private final transient Problem problem;

    /**
     * Makes the end of a request.
     *
     * @param problem what is told to the client
     */
    public ProblemException(Problem problem) {
        super(problem.title(), problem.status());
        this.problem = problem;
    }

    /**
     * Makes the end of a request.
     *
     * @param status the HTTP status
     * @param detail what is wrong and what to do about it
     */
    public ProblemException(int status, String detail) {
        this(Problem.of(status, detail));
    }

    /**
     * Makes the end of a request of which one part is wrong.
     *
     * @param invalid the part
     */
    public ProblemException(Invalid invalid) {
        this(Problem.invalid(List.of(invalid)));
    }

    /**
     * Returns what is told to the client.
     *
     * @return the problem
     */
    public Problem problem() {
        return problem;
    }
}

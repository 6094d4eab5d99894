package kz.centerpro.client;

import java.io.Serial;

/** The hub did not take a token, and there can be another one. */
final class TokenRefused extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final HubProblem problem;

    TokenRefused(HubProblem problem) {
        super(problem.getMessage(), problem, false, false);
        this.problem = problem;
    }

    HubProblem problem() {
        return problem;
    }
}

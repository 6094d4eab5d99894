package kz.centerpro.door.rsocket;

import io.rsocket.RSocketErrorException;
import io.rsocket.exceptions.ApplicationErrorException;
import io.rsocket.exceptions.ConnectionCloseException;
import io.rsocket.exceptions.InvalidException;
import io.rsocket.exceptions.RejectedException;
import io.rsocket.exceptions.RejectedSetupException;
import java.nio.charset.StandardCharsets;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.Problems;
import tools.jackson.databind.json.JsonMapper;

/** Problems as RSocket errors: the code says whose fault it is, the message is the problem in JSON. */
final class Refusals {

    private static final String LANGUAGE = "en"; // a frame has no Accept-Language; the code tells the client's words

    private final JsonMapper json;

    Refusals(JsonMapper json) {
        this.json = json;
    }

    /** REJECTED_SETUP: the connection is not taken. */
    RSocketErrorException ofSetup(Throwable error) {
        return new RejectedSetupException(text(error));
    }

    /** CONNECTION_CLOSE: the node ends the connection, which may be opened again elsewhere. */
    RSocketErrorException ofClosing(Throwable error) {
        return new ConnectionCloseException(text(error));
    }

    /** INVALID for a request that can never succeed, REJECTED for who may not or not now, else APPLICATION_ERROR. */
    RSocketErrorException ofRequest(Throwable error) {
        if (error instanceof RSocketErrorException told) {
            return told;
        }
        Refusal refusal = Problems.refusal(error); // once: a bug gets its id and its line in the log here
        String text = text(refusal);
        return switch (refusal.type()) {
            case MALFORMED_REQUEST, INVALID_FIELD, NOT_FOUND, CURSOR_INVALID, ILLEGAL_TRANSITION, TOO_LARGE ->
                new InvalidException(text);
            case UNAUTHENTICATED, NOT_REGISTERED, NOT_PERMITTED, RATE_LIMITED, OVERLOADED, DEPENDENCY_UNAVAILABLE ->
                new RejectedException(text);
            default -> new ApplicationErrorException(text);
        };
    }

    private String text(Throwable error) {
        return new String(json.writeValueAsBytes(Problems.body(Problems.refusal(error), LANGUAGE)),
                StandardCharsets.UTF_8);
    }
}

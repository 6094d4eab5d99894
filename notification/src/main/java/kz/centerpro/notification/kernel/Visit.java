package kz.centerpro.notification.kernel;

import java.time.Clock;
import java.time.Duration;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.Caller;
import reactor.core.publisher.Mono;

/** A caller at one of the doors: whose box it is and how long the token lets it stay. */
public record Visit(long box, Duration left) {

    /** Refuses a caller without a box. */
    public static Visit of(Caller caller, Clock clock) {
        if (caller.box() == 0) {
            throw Refusal.of(ProblemType.NOT_REGISTERED,
                    "This sign-in has no participant and so no box: POST /v1/participants first.");
        }
        return new Visit(caller.box(), Duration.between(clock.instant(), caller.expiresAt()));
    }

    /** Fails with {@code unauthenticated} when the token's time is over; gives nothing before. */
    public <T> Mono<T> expiry() {
        return Mono.delay(left).then(Mono.error(() -> Refusal.of(ProblemType.UNAUTHENTICATED,
                "The access token has expired: go on from your cursor with a new one.")));
    }
}

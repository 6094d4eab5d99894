package kz.centerpro.notification.kernel;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.Caller;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A caller at one of the doors: whose box it is and how long the token lets it stay. */
public record Visit(long box, Duration left, Instant end, Clock clock) {

    /** Refuses a caller without a box. */
    public static Visit of(Caller caller, Clock clock) {
        if (caller.box() == 0) {
            throw Refusal.of(ProblemType.NOT_REGISTERED,
                    "This sign-in has no participant and so no box: POST /v1/participants first.");
        }
        Instant end = caller.expiresAt();
        return new Visit(caller.box(), Duration.between(clock.instant(), end), end, clock);
    }

    /** Fails with {@code unauthenticated} when the token's time is over; gives nothing before. */
    public <T> Mono<T> expiry() {
        return Mono.delay(left).then(Mono.error(Visit::expired));
    }

    /** Why the visit is over; null while it is not. Cheap: asked of every open stream a few times a second. */
    public @Nullable Refusal reason() {
        return end.isAfter(clock.instant()) ? null : expired();
    }

    private static Refusal expired() {
        return Refusal.of(ProblemType.UNAUTHENTICATED,
                "The access token has expired: go on from your cursor with a new one.");
    }
}

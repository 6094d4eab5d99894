package kz.centerpro.notification.kernel;

import java.time.Clock;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.Caller;
import kz.centerpro.door.Stay;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A caller at one of the doors: whose box it is and how long it may stay. */
public record Visit(long box, Stay stay) {

    /** Refuses a caller without a box. */
    public static Visit of(Caller caller, Clock clock) {
        if (caller.box() == 0) {
            throw Refusal.of(ProblemType.NOT_REGISTERED,
                    "This sign-in has no participant and so no box: POST /v1/participants first.");
        }
        return new Visit(caller.box(), new Stay(caller, clock));
    }

    /**
     * Fails with {@code unauthenticated} when the token's time is over or its access was withdrawn; gives nothing
     * before. It cancels nobody: for streams there is {@link #within}.
     */
    public <T> Mono<T> expiry() {
        return stay.end();
    }

    /** {@code stream} as long as the visit lasts; then it is cancelled, and the subscriber told why. */
    public <T> Flux<T> within(Flux<T> stream) {
        return stay.within(stream);
    }

    /** Why the visit is over, its member {@code reason} says which; null while it is not. */
    public @Nullable Refusal reason() {
        return stay.over();
    }
}

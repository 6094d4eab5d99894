package kz.centerpro.notification.kernel;

import java.time.Clock;
import java.util.List;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.Caller;
import kz.centerpro.door.Stay;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A caller at one of the doors: whose box it is, what it reads and how long it may stay.
 *
 * @param boxes
 *            those whose events are asked for, ascending; mostly {@code box} alone
 */
public record Visit(long box, List<Long> boxes, Stay stay) {

    private static final List<Long> OWN = List.of(); // one for all who read their own box

    /** Refuses a caller without a box. */
    public static Visit of(Caller caller, Clock clock) {
        return of(new Stay(caller, clock));
    }

    /** The same caller, who reads {@code boxes}; refuses with {@code not_permitted} what its token does not carry. */
    public Visit reading(List<Long> asked) {
        if (asked.equals(boxes())) {
            return this;
        }
        Refusal unreadable = stay.caller().unreadable(asked);
        if (unreadable != null) {
            throw unreadable;
        }
        return new Visit(box, asked, stay.reading(asked));
    }

    /** Whether it reads its own box and no other. */
    public boolean isOfOwn() {
        return boxes.isEmpty();
    }

    @Override
    public List<Long> boxes() {
        return boxes.isEmpty() ? List.of(box) : boxes;
    }

    /** A visit of RSocket, where a newer token may carry {@code stay} on. */
    public static Visit of(Stay stay) {
        return new Visit(of(stay.caller()), OWN, stay);
    }

    private static long of(Caller caller) {
        if (caller.box() == 0) {
            throw Refusal.of(ProblemType.NOT_REGISTERED,
                    "This sign-in has no participant and so no box: POST /v1/participants first.");
        }
        return caller.box();
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

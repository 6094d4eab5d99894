package kz.centerpro.notification.outbound;

import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * What an {@link OutboundLoop} does.
 *
 * @param <C>
 *            a claim: the right to do one piece of work, held by a lease on the store's clock
 */
public interface Work<C> {

    /** Before the look of each sweep. */
    default Mono<Void> refresh() {
        return Mono.empty();
    }

    /** Whether so much has gathered that the next look should not wait for its pace. */
    default boolean hasGathered() {
        return false;
    }

    /** At most {@code most} claims on work that is due and that nobody holds. */
    Mono<List<C>> claim(int most, Instant now);

    /**
     * Does the work and gives the claim back, however it ends.
     *
     * @param claimed
     *            when the claim was asked for: a node that was stopped and goes on must not act on a lease that ran out
     * @param closing
     *            completes when the process stops: what has begun is brought to its end, nothing new is begun
     */
    Mono<Void> serve(C claim, Instant claimed, Mono<Void> closing);

    /** After the last of it, when the process stops. */
    default void over() {}
}

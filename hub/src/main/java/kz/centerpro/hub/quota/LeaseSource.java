package kz.centerpro.hub.quota;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import kz.centerpro.eventlog.BoxTop;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Where leases come from. */
interface LeaseSource {

    /**
     * @param outcome
     *            {@code LEASED}, {@code OPEN}, {@code EXHAUSTED}, {@code EXPIRED} or {@code NONE}
     * @param units
     *            null: without limit
     * @param until
     *            only when leased
     */
    record Answer(String outcome, @Nullable Long units, @Nullable Instant until) {}

    /**
     * What a node asks for.
     *
     * @param want
     *            units at most
     * @param lease
     *            the new lease's id
     * @param own
     *            leases of this node with documents on their way, which are not to be taken back for this
     */
    record Wish(long box, String product, String metric, long want, UUID lease, Instant until, List<UUID> own) {}

    Mono<Answer> lease(Wish wish, Instant at);

    /** Starts the tariff that newcomers have; the box's new top when it did. */
    Mono<BoxTop> welcome(long box, String product, UUID subscription, UUID event, Instant at);

    Mono<Void> giveBack(long box, UUID lease);
}

package kz.centerpro.hub.quota;

import java.time.Instant;
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

    /** Up to {@code want} units for this node until {@code until}. */
    Mono<Answer> lease(long box, String product, String metric, long want, UUID lease, Instant until, Instant at);

    /** Starts the tariff that newcomers have; the box's new top when it did. */
    Mono<BoxTop> welcome(long box, String product, UUID subscription, UUID event, Instant at);

    Mono<Void> giveBack(long box, UUID lease);
}

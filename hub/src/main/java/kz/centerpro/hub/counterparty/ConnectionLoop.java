package kz.centerpro.hub.counterparty;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import kz.centerpro.eventlog.BoxTop;
import kz.centerpro.hub.kernel.BackgroundLoop;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Carries who has joined into the lists that wait for them, and hears of blocks that moved on other nodes. The first
 * round looks at everybody, later ones at the last minutes, with room for a transaction that was under way and for
 * clocks that differ.
 */
final class ConnectionLoop extends BackgroundLoop {

    private static final Duration OVERLAP = Duration.ofMinutes(10);
    private static final Duration BLOCKS_OVERLAP = Duration.ofSeconds(30);
    private static final int BATCH = 500;

    private final CounterpartyStore store;
    private final Blocks blocks;
    private final ListEvents events;
    private final Duration every;
    private volatile Instant since = Instant.EPOCH;

    ConnectionLoop(CounterpartyStore store, Blocks blocks, ListEvents events, Duration every) {
        this.store = store;
        this.blocks = blocks;
        this.events = events;
        this.every = every;
    }

    @Override
    protected Flux<?> work() {
        return Flux.merge(
                every(every, every, "Lists hear in the next round who has joined", this::connect),
                every(every, every, "Blocks are looked for in the next round", this::hearBlocks));
    }

    /** All that waits and has joined. */
    Mono<Void> connect() {
        Instant begun = events.now();
        return step().expand(_ -> step()).then(Mono.fromRunnable(() -> since = begun.minus(OVERLAP)));
    }

    /** One batch; empty when there is none. */
    private Mono<List<BoxTop>> step() {
        Instant now = events.now();
        return events.inTransaction(store.joinedSince(since, BATCH)
                .map(joined -> new CounterpartyStore.Joined(joined.box(), joined.entry().connected(joined.name(), now),
                        joined.name()))
                .collectList().filter(joined -> !joined.isEmpty())
                .flatMap(joined -> Flux.fromIterable(joined)
                        .concatMap(each -> store.save(each.box(), List.of(each.entry())))
                        .then(events.connected(now, joined))))
                .doOnNext(events::ring);
    }

    private Mono<Void> hearBlocks() {
        return store.blocksMovedSince(events.now().minus(BLOCKS_OVERLAP)).collectList().doOnNext(blocks::moved).then();
    }
}

package kz.centerpro.hub.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import kz.centerpro.hub.kernel.BackgroundLoop;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Looks every second for who has joined and brings what waits for them, and every other one for what has waited too
 * long. The first round looks at everybody, later ones at the last minutes: a document that was accepted while its
 * recipient joined is found in the next one. A node that dies leaves its boxes to the others when its claims run out.
 */
final class WaitingLoop extends BackgroundLoop {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration END_EVERY = Duration.ofSeconds(2);
    private static final Duration CLAIM = Duration.ofSeconds(15);
    /** More than any submission takes from looking its recipients up to its commit, and than clocks differ. */
    private static final Duration OVERLAP = Duration.ofMinutes(10);
    private static final int BOXES = 64;
    private static final int AT_ONCE = 4;

    private final WaitingStore store;
    private final WaitingLegs legs;
    private final Clock clock;
    private volatile Instant since = Instant.EPOCH;

    WaitingLoop(WaitingStore store, WaitingLegs legs, Clock clock) {
        this.store = store;
        this.legs = legs;
        this.clock = clock;
    }

    @Override
    protected Flux<?> work() {
        return Flux.merge(every(LOOK_EVERY, LOOK_EVERY, "Who has joined waits for the next look", this::connect),
                every(END_EVERY, END_EVERY, "What has waited too long waits on",
                        () -> Mono.defer(() -> legs.expire(clock.instant()))));
    }

    /** A round in which one box failed does not move on: the box is found again. */
    private Mono<Void> connect() {
        Instant begun = clock.instant();
        return boxes().expand(seen -> seen.boxes == 0 ? Mono.empty() : boxes()).all(seen -> seen.whole)
                .doOnNext(whole -> since = whole ? begun.minus(OVERLAP) : since).then();
    }

    private record Seen(int boxes, boolean whole) {}

    private Mono<Seen> boxes() {
        return Mono.defer(() -> store.claim(since, clock.instant(), CLAIM, BOXES).collectList())
                .flatMapMany(Flux::fromIterable).flatMap(this::brought, AT_ONCE)
                .reduce(new Seen(0, true), (seen, whole) -> new Seen(seen.boxes + 1, seen.whole && whole));
    }

    private Mono<Boolean> brought(WaitingStore.Connected to) {
        return legs.bring(to).thenReturn(true).onErrorResume(
                failure -> told("What waits for a box stays until its claim runs out", Mono.error(failure))
                        .thenReturn(false));
    }
}

package kz.centerpro.hub.answer;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import kz.centerpro.hub.kernel.BackgroundLoop;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Looks at waiting answers until their evidence can be had, and ends what is past its deadline. */
final class AnswerLoop extends BackgroundLoop {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(5);
    private static final Duration EXPIRE_EVERY = Duration.ofMinutes(1);
    private static final int AT_ONCE = 4;
    private static final int PAGE = 64;

    private final AnswerStore store;
    private final AnswerDesk desk;
    private final Clock clock;

    AnswerLoop(AnswerStore store, AnswerDesk desk, Clock clock) {
        this.store = store;
        this.desk = desk;
        this.clock = clock;
    }

    @Override
    protected Flux<?> work() {
        return Flux.merge(every(LOOK_EVERY, LOOK_EVERY, "Waiting answers not read", this::round),
                every(EXPIRE_EVERY, EXPIRE_EVERY, "Deadlines not looked at",
                        () -> Mono.defer(() -> desk.expire(clock.instant()))));
    }

    private Mono<Void> round() {
        return Mono.defer(() -> {
            Instant now = clock.instant();
            return store.due(now, now.plus(AGAIN_AFTER), PAGE).collectList();
        }).flatMapMany(Flux::fromIterable).flatMap(this::looked, AT_ONCE).then();
    }

    private Mono<Void> looked(AnswerStore.Waiting waiting) {
        return told("Answer " + waiting.id() + " waits on", desk.look(waiting));
    }
}

package kz.centerpro.client;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;
import reactor.util.retry.Retry;

/**
 * A box, or several, as one unbroken stream over a door that is cut now and then. Each subscription has a position of
 * its own, which moves as an event is handed on; after a cut the door is opened anew from there.
 */
final class BoxStream {

    /** Refused tokens, or gaps, in a row without an event between: then it is told. */
    private static final int TRIES = 3;

    private final Door door;
    private final Tokens tokens;
    private final BackOff backOff;
    private final StreamWatcher watcher;

    BoxStream(Door door, Tokens tokens, BackOff backOff, StreamWatcher watcher) {
        this.door = door;
        this.tokens = tokens;
        this.backOff = backOff;
        this.watcher = watcher;
    }

    Flux<BoxEvent> follow(Ask ask) {
        return Flux.defer(() -> new Following(ask).events());
    }

    /** One subscription; its signals come one after the other. */
    private final class Following {

        private Ask ask;
        private BackOff pauses = backOff;
        private final Map<Long, Long> last = new HashMap<>(); // by box
        private boolean opened;
        private int failures;
        private int refusals;
        private int gaps;
        private @Nullable String token;

        Following(Ask ask) {
            this.ask = ask;
        }

        Flux<BoxEvent> events() {
            return Flux.defer(this::connection).handle(this::heard)
                    .concatWith(Mono.error(StreamEnded::new))
                    .retryWhen(Retry.from(cuts -> cuts.concatMap(cut -> pause(cut.failure()))));
        }

        private Flux<Frame> connection() {
            return tokens.token().flatMapMany(holds -> {
                token = holds;
                return door.open(holds, ask);
            });
        }

        private void heard(Frame frame, SynchronousSink<BoxEvent> sink) {
            switch (frame) {
                case Frame.Opened(var hello, var retry) -> {
                    ask = ask.from(hello.from());
                    opened = true;
                    failures = 0;
                    refusals = 0;
                    pauses = retry == null ? pauses : backOff.from(retry);
                    watcher.opened(hello);
                }
                case Frame.Happened(BoxEvent event) -> happened(event, sink);
            }
        }

        private void happened(BoxEvent event, SynchronousSink<BoxEvent> sink) {
            long next = event.sequence();
            long before = last.getOrDefault(event.box(), 0L);
            if (next <= before) {
                return; // told before
            }
            if (before > 0 && next > before + 1 && ask.types().isEmpty()) {
                sink.error(new BrokenSequence(before, next));
                return;
            }
            last.put(event.box(), next);
            gaps = 0;
            ask = ask.from(event.cursor());
            sink.next(event);
        }

        private Mono<Long> pause(Throwable cut) {
            Duration wait;
            switch (cut) {
                case HubProblem problem when problem.status() == 401 -> {
                    String refused = token;
                    if (++refusals >= TRIES || refused == null || !tokens.refused(refused)) {
                        return Mono.error(problem);
                    }
                    wait = refusals == 1 ? Duration.ZERO : pauses.pause(failures++, null);
                }
                case HubProblem problem when problem.isPassing() ->
                    wait = pauses.pause(failures++, problem.retryAfter());
                case HubProblem problem when problem.endsBox() && opened && ask.boxes().size() > 1 -> {
                    ask = ask.without(problem.box());
                    watcher.withdrawn(problem.box());
                    return Mono.just(0L);
                }
                case HubProblem problem -> {
                    return Mono.error(problem);
                }
                case BrokenSequence broken -> {
                    if (++gaps >= TRIES) {
                        return Mono.error(broken);
                    }
                    wait = pauses.pause(failures++, null);
                }
                case Throwable lost when Losses.isLoss(lost) -> wait = pauses.pause(failures++, null);
                default -> {
                    return Mono.error(cut);
                }
            }
            watcher.cut(cut, wait);
            return Mono.delay(wait);
        }
    }
}

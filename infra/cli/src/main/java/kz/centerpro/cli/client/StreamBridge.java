package kz.centerpro.cli.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import kz.centerpro.client.Ask;
import kz.centerpro.client.BoxEvent;
import kz.centerpro.client.CenterClient;
import kz.centerpro.client.HubProblem;
import kz.centerpro.client.StreamWatcher;
import kz.centerpro.client.Tokens;
import kz.centerpro.contracts.event.Hello;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Follows a stream of the reactive client from a thread that waits. */
final class StreamBridge {

    private static final int PREFETCH = 32;

    private StreamBridge() {}

    static Ask ask(@Nullable String after, List<String> types, List<Long> boxes) {
        return (after == null ? Ask.everything() : Ask.after(after)).onlyTypes(types).ofBoxes(boxes);
    }

    /** Until the listener has enough; throws what no reconnection can heal. */
    static void follow(URI base, TokenSource tokens, StreamListener listener,
            BiFunction<CenterClient, StreamWatcher, Flux<BoxEvent>> door) throws IOException {
        try (CenterClient client = new CenterClient(base, new Given(tokens), Duration.ZERO);
                Stream<BoxEvent> events = door.apply(client, new Heard(listener)).toStream(PREFETCH)) {
            Iterator<BoxEvent> each = events.iterator();
            boolean more = true;
            while (more && each.hasNext()) {
                BoxEvent event = each.next();
                more = listener.event(new StreamEvent(event.json(), event.envelope(), event.cursor()));
            }
        } catch (HubProblem problem) {
            throw new HubRefusal(problem.status(), problem.body().toString(), null);
        } catch (RuntimeException failed) {
            if (Thread.currentThread().isInterrupted()
                    || Exceptions.unwrap(failed) instanceof InterruptedException) {
                InterruptedIOException stopped = new InterruptedIOException("stopped");
                stopped.initCause(failed);
                throw stopped;
            }
            throw failed;
        }
    }

    /** A blocking source of tokens; what the hub refuses at sign-in is told as the reactive client tells it. */
    record Given(TokenSource source) implements Tokens {

        @Override
        public Mono<String> token() {
            return Mono.fromCallable(source::token).subscribeOn(Schedulers.boundedElastic())
                    .onErrorMap(HubRefusal.class, refusal -> HubProblem.of(refusal.status(),
                            refusal.problem().toString(), null));
        }

        @Override
        public boolean refused(String token) {
            return source.renew();
        }
    }

    private record Heard(StreamListener listener) implements StreamWatcher {

        @Override
        public void opened(Hello hello) {
            listener.opened(hello.from(), hello.top());
        }

        @Override
        public void cut(Throwable why, Duration wait) {
            listener.cut(String.valueOf(why.getMessage()));
        }

        @Override
        public void withdrawn(long box) {
            listener.cut("reading of box " + box + " was withdrawn");
        }
    }
}

package kz.centerpro.notification.rsocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import kz.centerpro.contracts.event.Cursor;
import kz.centerpro.contracts.event.EventEnvelope;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.contracts.wire.MeterNames;
import kz.centerpro.eventlog.BoxState;
import kz.centerpro.eventlog.EventPage;
import kz.centerpro.eventlog.EventReader;
import kz.centerpro.notification.kernel.StreamMeters;
import kz.centerpro.notification.kernel.WireJson;
import kz.centerpro.notification.stream.Feed;
import kz.centerpro.notification.stream.FeedLimits;
import kz.centerpro.notification.stream.Opening;
import kz.centerpro.notification.stream.Pulse;
import kz.centerpro.notification.stream.Switchboard;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import tools.jackson.databind.json.JsonMapper;

class TailLoopTest {

    private static final long BOX = 7;
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final FeedLimits LIMITS = new FeedLimits(4, 32, Duration.ofSeconds(5), Duration.ofMillis(2), 2, 5);

    private final Log log = new Log();
    private final Switchboard switchboard = new Switchboard(LIMITS);
    private final Feed feed = new Feed(log, switchboard, LIMITS);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final StreamMeters meters = new StreamMeters(registry, Clock.systemUTC());
    private final TailLoop.House house = new TailLoop.House(feed, new WireJson(JsonMapper.shared()), meters,
            () -> new IllegalStateException("closing"));

    @Test
    void helloIsThePayloadAskedForFirstAndNothingIsReadBeforeItIsAskedFor() {
        log.append(5);
        StepVerifier.create(texts(tail(feed.open(BOX, null))), 0).expectSubscription()
                .then(() -> assertThat(streams()).isEqualTo(1)).thenRequest(1)
                .assertNext(hello -> assertThat(hello).startsWith("{\"hello\":{"))
                .then(() -> assertThat(log.reads).hasValue(0)).thenRequest(2).expectNext("1", "2").thenRequest(3)
                .expectNext("3", "4", "5").then(this::appended).thenRequest(1).expectNext("6").thenCancel()
                .verify(SOON);
        assertThat(streams()).isZero();
        assertThat(switchboard.size()).isZero();
    }

    @Test
    void demandFromBeforeTheOpeningCounts() {
        log.append(3);
        Sinks.One<Opening> opening = Sinks.one();
        StepVerifier.create(texts(tail(opening.asMono())), 2).expectSubscription()
                .then(() -> opening.tryEmitValue(opened())).expectNextCount(1).expectNext("1").thenRequest(9)
                .expectNext("2", "3").thenCancel().verify(SOON);
    }

    @Test
    void aClientThatLeavesBeforeTheOpeningCancelsIt() {
        AtomicBoolean cancelled = new AtomicBoolean();
        StepVerifier.create(tail(Mono.<Opening>never().doOnCancel(() -> cancelled.set(true)))).expectSubscription()
                .thenCancel().verify(SOON);
        assertThat(cancelled).isTrue();
        Sinks.One<Opening> late = Sinks.one();
        StepVerifier.create(tail(Mono.fromFuture(late.asMono().toFuture(), true))).expectSubscription().thenCancel()
                .verify(SOON);
        late.tryEmitValue(opened());
        assertThat(streams()).isZero();
        assertThat(switchboard.size()).isZero();
    }

    @Test
    void tellsWhyItCannotBeginWithoutBeingAsked() {
        StepVerifier.create(tail(Mono.error(new IllegalStateException("no"))), 0).expectErrorMessage("no").verify(SOON);
        StepVerifier.create(tail(Mono.empty()), 0).expectComplete().verify(SOON);
        assertThat(streams()).isZero();
    }

    @Test
    void aBoxWithoutRoomIsToldAfterHello() {
        Flux<byte[]> tail = tail(feed.open(BOX, null));
        StrictClient one = new StrictClient();
        StrictClient two = new StrictClient();
        StrictClient three = new StrictClient();
        for (StrictClient client : List.of(one, two, three)) {
            tail.subscribe(client);
            client.ask(10);
        }
        assertThat(three.why).isInstanceOf(Refusal.class);
        assertThat(three.ends).hasValue(1);
        assertThat(streams()).isEqualTo(2);
        one.leave();
        two.leave();
        assertThat(streams()).isZero();
    }

    @Test
    void theEndOfTheFeedIsTheReasonOfTheHouse() {
        StepVerifier.create(tail(feed.open(BOX, null)), 1).expectNextCount(1).then(switchboard::close)
                .expectErrorMessage("closing").verify(SOON);
        assertThat(streams()).isZero();
    }

    @Test
    void anEventThatCannotBeWrittenEndsItsStream() {
        log.append(2);
        log.broken();
        log.append(1);
        StepVerifier.create(texts(tail(feed.open(BOX, null)))).expectNextCount(1).expectNext("1", "2")
                .expectErrorMessage("not the time of an event: yesterday").verify(SOON);
        assertThat(streams()).isZero();
        assertThat(switchboard.size()).isZero();
    }

    /** Appends, demand from two threads and, in some turns, cancellation, all at once. */
    @RepeatedTest(60)
    void everyEventOnceInOrderWhateverComesWhen(RepetitionInfo turn) throws InterruptedException {
        int events = 300;
        boolean leaves = turn.getCurrentRepetition() % 3 == 0;
        StrictClient client = new StrictClient();
        tail(feed.open(BOX, null)).subscribe(client);
        Runnable asking = () -> {
            for (int i = 0; i < 60; i++) {
                client.ask(3);
            }
        };
        StrictClient.race(asking, asking, () -> {
            for (int i = 0; i < events; i++) {
                appended();
            }
        }, leaves ? client::leave : () -> {
        });
        assertThat(client.broken).isNull();
        List<String> seen = client.payloads.stream().skip(1).map(TailLoopTest::seq).toList();
        assertThat(seen).isEqualTo(IntStream.rangeClosed(1, seen.size()).mapToObj(Integer::toString).toList());
        if (!leaves) {
            assertThat(seen).hasSize(events);
            client.leave();
        }
        assertThat(streams()).isZero();
        assertThat(switchboard.size()).isZero();
        assertThat(client.ends).hasValue(0);
    }

    private Flux<byte[]> tail(Mono<Opening> opening) {
        return TailLoop.of(opening, house,
                new TailLoop.Ask(BOX, Set.of(), meters.opened(StreamMeters.Door.RSOCKET), Pulse.NONE));
    }

    private Opening opened() {
        return Objects.requireNonNull(feed.open(BOX, null).block(SOON));
    }

    private void appended() {
        switchboard.rang(BOX, log.append(1));
    }

    private int streams() {
        return (int) registry.get(MeterNames.SUBSCRIBERS).tag(MeterNames.DOOR, "rsocket").gauge().value();
    }

    /** Each event as its number. */
    private static Flux<String> texts(Flux<byte[]> payloads) {
        return payloads.map(octets -> new String(octets, java.nio.charset.StandardCharsets.UTF_8))
                .map(text -> text.startsWith("{\"hello") ? text : seq(text));
    }

    private static String seq(String event) {
        int from = event.indexOf("\"sequence\":\"") + 12;
        return Long.toString(Long.parseLong(event.substring(from, event.indexOf('"', from))));
    }

    /** One box in memory. */
    private static final class Log implements EventReader {

        private final List<EventEnvelope> events = new ArrayList<>();
        final AtomicInteger reads = new AtomicInteger();

        synchronized long append(int count) {
            for (int i = 0; i < count; i++) {
                long seq = events.size() + 1L;
                events.add(EventEnvelope.of("id-" + seq, BOX, "a", null, "2026-11-22T00:00:00.000Z",
                        new Cursor(1, seq), "{}"));
            }
            return events.size();
        }

        synchronized void broken() {
            events.add(
                    EventEnvelope.of("broken", BOX, "a", null, "yesterday", new Cursor(1, events.size() + 1L), "{}"));
        }

        private synchronized BoxState now() {
            return new BoxState(BOX, 1, events.size(), 0);
        }

        @Override
        public Mono<BoxState> state(long box) {
            return Mono.fromSupplier(this::now);
        }

        @Override
        public Mono<EventPage> page(long box, long afterSeq, int limit, Set<String> types) {
            return Mono.fromSupplier(() -> {
                reads.incrementAndGet();
                synchronized (this) {
                    List<EventEnvelope> found = events.stream().skip(afterSeq).limit(limit).toList();
                    return new EventPage(now(), found, afterSeq + found.size());
                }
            });
        }

        @Override
        public Mono<Map<Long, Long>> tops(Collection<Long> boxes) {
            return Mono.fromSupplier(() -> Map.of(BOX, now().top()));
        }
    }
}

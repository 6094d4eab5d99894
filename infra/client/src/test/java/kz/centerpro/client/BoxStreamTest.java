package kz.centerpro.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;
import kz.centerpro.contracts.event.Hello;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import tools.jackson.databind.json.JsonMapper;

/** Reconnection, in virtual time, over doors that do what the test says. */
class BoxStreamTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final List<Ask> asks = new ArrayList<>();
    private final List<Duration> waits = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    private final Deque<Function<Ask, Flux<Frame>>> connections = new ArrayDeque<>();

    @Test
    void goesOnFromTheLastEventAfterACut() {
        connections.add(_ -> hello(0, null).concatWith(events(1, 3)).concatWith(lost()));
        connections.add(_ -> hello(3, null).concatWith(events(4, 5)));
        expect(Ask.everything(), 1, 5);
        assertThat(asks).extracting(Ask::after).startsWith(null, "c3");
    }

    @Test
    void goesOnFromTheHelloWhenNothingHappenedYet() {
        connections.add(_ -> hello(8, null).concatWith(lost()));
        connections.add(_ -> hello(8, null).concatWith(events(9, 10)));
        expect(Ask.after(Ask.TOP), 9, 10);
        assertThat(asks).extracting(Ask::after).startsWith("top", "c8");
    }

    @Test
    void goesOnFromTheHelloOfAConsumer() {
        connections.add(_ -> hello(4, null).concatWith(lost()));
        connections.add(_ -> hello(4, null).concatWith(events(5, 5)));
        expect(Ask.consumer("books"), 5, 5);
        assertThat(asks.get(1)).isEqualTo(Ask.after("c4"));
    }

    @Test
    void dropsWhatWasToldBefore() {
        connections.add(_ -> hello(0, null).concatWith(events(1, 3)).concatWith(lost()));
        connections.add(_ -> hello(0, null).concatWith(events(1, 6)));
        expect(Ask.everything(), 1, 6);
    }

    @Test
    void opensAnewAfterAGapAndTellsItWhenItStays() {
        connections.add(_ -> hello(0, null).concatWith(events(1, 2)).concatWith(events(4, 9)));
        connections.add(_ -> hello(2, null).concatWith(events(3, 3)));
        expect(Ask.everything(), 1, 3);
        connections.clear();
        for (int i = 0; i < 3; i++) {
            connections.add(_ -> hello(0, null).concatWith(i(1, 4)));
        }
        StepVerifier.withVirtualTime(() -> stream().follow(Ask.everything())).thenAwait(Duration.ofHours(1))
                .expectNextCount(1).expectError(BrokenSequence.class).verify(SOON);
    }

    @Test
    void seesNoGapWhereTypesAreLeftOut() {
        connections.add(_ -> hello(0, null).concatWith(i(1, 4, 9)));
        StepVerifier.withVirtualTime(() -> stream().follow(Ask.everything().onlyTypes(List.of("t"))).take(3))
                .expectNextCount(3).expectComplete().verify(SOON);
    }

    @Test
    void asksForAnotherTokenWhenOneIsRefusedAndGivesUpAfterThree() {
        connections.add(_ -> Flux.error(HubProblem.of(401, "{}", null)));
        connections.add(_ -> hello(0, null).concatWith(events(1, 1)));
        expect(Ask.everything(), 1, 1);
        assertThat(refused).containsExactly("token-0");
        assertThat(waits.getFirst()).isZero();
        for (int i = 0; i < 3; i++) {
            connections.add(_ -> Flux.error(HubProblem.of(401, "{}", null)));
        }
        StepVerifier.withVirtualTime(() -> stream().follow(Ask.everything())).thenAwait(Duration.ofHours(1))
                .expectErrorMatches(told -> told instanceof HubProblem problem && problem.status() == 401)
                .verify(SOON);
    }

    @Test
    void opensAnewWhenTheHubEndsTheStreamWell() {
        connections.add(_ -> hello(0, Duration.ofMillis(800)).concatWith(events(1, 2)));
        connections.add(_ -> hello(2, null).concatWith(events(3, 4)));
        expect(Ask.everything(), 1, 4);
        assertThat(waits.getFirst()).isEqualTo(Duration.ofMillis(800));
    }

    @Test
    void tellsAnExpiredCursorAtOnce() {
        connections.add(_ -> Flux.error(HubProblem.of(410,
                "{\"code\":\"cursor_expired\",\"earliest\":\"E\",\"top\":\"T\"}", null)));
        StepVerifier.withVirtualTime(() -> stream().follow(Ask.after("old")))
                .expectErrorSatisfies(told -> assertThat(told).isInstanceOfSatisfying(CursorExpired.class,
                        expired -> assertThat(expired.earliest() + expired.top()).isEqualTo("ET")))
                .verify(SOON);
    }

    @Test
    void waitsLongerWithEachFailureAndAsLongAsTheHubAsks() {
        for (int i = 0; i < 4; i++) {
            connections.add(_ -> lost());
        }
        connections.add(_ -> Flux.error(HubProblem.of(503, "{}", "60")));
        connections.add(_ -> hello(0, null).concatWith(events(1, 1)).concatWith(lost()));
        connections.add(_ -> hello(0, null).concatWith(events(2, 2)));
        expect(Ask.everything(), 1, 2);
        assertThat(waits.stream().map(Duration::toMillis)).startsWith(500L, 1000L, 2000L, 4000L, 75_000L, 500L);
    }

    @Test
    void asksTheDoorForNoMoreThanItWasAskedFor() {
        List<Long> asked = new ArrayList<>();
        connections.add(_ -> hello(0, null).concatWith(events(1, 100).doOnRequest(asked::add)));
        StepVerifier.withVirtualTime(() -> stream().follow(Ask.everything()), 0).thenRequest(2).expectNextCount(2)
                .thenRequest(1).expectNextCount(1).thenCancel().verify(SOON);
        assertThat(asked.stream().mapToLong(each -> each).sum()).isLessThanOrEqualTo(4);
    }

    private void expect(Ask ask, long first, long last) {
        int count = (int) (last - first + 1);
        StepVerifier.withVirtualTime(() -> stream().follow(ask).map(BoxEvent::sequence).take(count))
                .thenAwait(Duration.ofHours(1)).recordWith(ArrayList::new).expectNextCount(count)
                .consumeRecordedWith(seen -> assertThat(seen)
                        .containsExactlyElementsOf(LongStream.rangeClosed(first, last).boxed().toList()))
                .expectComplete().verify(SOON);
    }

    private BoxStream stream() {
        int[] issued = {0};
        Tokens tokens = new Tokens() {
            @Override
            public Mono<String> token() {
                return Mono.fromSupplier(() -> "token-" + issued[0]);
            }

            @Override
            public boolean refused(String token) {
                issued[0]++;
                return refused.add(token);
            }
        };
        BackOff backOff = new BackOff(Duration.ofMillis(500), Duration.ofSeconds(20), () -> 0.5);
        return new BoxStream((_, ask) -> {
            asks.add(ask);
            Function<Ask, Flux<Frame>> next = connections.poll();
            return next == null ? Flux.never() : next.apply(ask);
        }, tokens, backOff, new StreamWatcher() {
            @Override
            public void cut(Throwable why, Duration wait) {
                waits.add(wait);
            }
        });
    }

    @Test
    void countsEachBoxByItselfAndGoesOnFromThePlaceInAllOfThem() {
        connections.add(_ -> hello(0, null).concatWith(Flux.just(in(5, 1, "p1"), in(9, 1, "p2"), in(9, 2, "p3")))
                .concatWith(lost()));
        connections.add(_ -> hello(0, null)
                .concatWith(Flux.just(in(9, 2, "p3"), in(5, 2, "p4"), in(9, 3, "p5"), in(5, 4, "p6"))));
        connections.add(_ -> hello(0, null).concatWith(Flux.just(in(5, 3, "p6"))));
        StepVerifier.withVirtualTime(() -> stream().follow(Ask.everything().ofBoxes(List.of(5L, 9L))).take(6)
                .map(event -> event.box() + "/" + event.sequence() + " " + event.cursor()))
                .thenAwait(Duration.ofHours(1)).expectNext("5/1 p1", "9/1 p2", "9/2 p3", "5/2 p4", "9/3 p5", "5/3 p6")
                .expectComplete().verify(SOON);
        assertThat(asks).extracting(Ask::after).startsWith(null, "p3", "p5");
        assertThat(asks).extracting(Ask::boxes).containsOnly(List.of(5L, 9L));
    }

    @Test
    void goesOnWithoutABoxWhoseReadingWasWithdrawn() {
        HubProblem withdrawn = HubProblem.of(403,
                "{\"code\":\"not_permitted\",\"reason\":\"BOX_WITHDRAWN\",\"box\":9}", null);
        connections.add(_ -> hello(0, null).concatWith(Flux.just(in(5, 1, "p1"))).concatWith(Flux.error(withdrawn)));
        connections.add(_ -> hello(0, null).concatWith(Flux.just(in(5, 2, "p2"))).concatWith(Flux.error(withdrawn)));
        StepVerifier.withVirtualTime(() -> stream().follow(Ask.everything().ofBoxes(List.of(5L, 9L))))
                .thenAwait(Duration.ofHours(1)).expectNextCount(2).expectErrorMatches(withdrawn::equals).verify(SOON);
        assertThat(asks).extracting(Ask::boxes).containsExactly(List.of(5L, 9L), List.of(5L));
        assertThat(asks.getLast().after()).isEqualTo("p1");
        assertThat(waits).isEmpty();
    }

    private static Frame in(long box, long sequence, String place) {
        String json = "{\"source\":\"/boxes/" + box + "\",\"type\":\"t\",\"sequence\":\"" + sequence + "\"}";
        return new Frame.Happened(new BoxEvent(json, JsonMapper.shared().readTree(json), place));
    }

    private static Flux<Frame> lost() {
        return Flux.error(new IOException("reset"));
    }

    private static Flux<Frame> hello(long from, @Nullable Duration retry) {
        return Flux.just(new Frame.Opened(new Hello("c" + from, "c99", "c0", 1), retry));
    }

    private static Flux<Frame> events(long first, long last) {
        return Flux.range((int) first, (int) (last - first + 1)).map(BoxStreamTest::event);
    }

    private static Flux<Frame> i(Integer... sequences) {
        return Flux.just(sequences).map(BoxStreamTest::event);
    }

    private static Frame event(int sequence) {
        String json = "{\"type\":\"t\",\"sequence\":\"" + sequence + "\",\"cursor\":\"c" + sequence + "\"}";
        return new Frame.Happened(new BoxEvent(json, JsonMapper.shared().readTree(json)));
    }
}

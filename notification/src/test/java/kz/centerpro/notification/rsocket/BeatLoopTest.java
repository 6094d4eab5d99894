package kz.centerpro.notification.rsocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import kz.centerpro.door.Ticker;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

class BeatLoopTest {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final long PERIOD = 10;

    private final AtomicLong now = new AtomicLong();
    private final Ticker ticker = new Ticker(Duration.ofDays(1)); // the tests tick
    private final AtomicInteger beats = new AtomicInteger();
    private final TestPublisher<byte[]> source = TestPublisher.create();

    @Test
    void beatsComeAmongItemsAndNotBeforeTheFirst() {
        StepVerifier.create(texts(source.flux()), 10).then(this::period).then(() -> next("hello")).expectNext("hello")
                .expectNext("beat 1").then(this::period).expectNext("beat 2").then(() -> next("1")).expectNext("1")
                .thenCancel().verify(SOON);
        source.assertCancelled();
        assertThat(ticker.size()).isZero();
    }

    @Test
    void aBeatUsesUpDemandAndTheItemWaits() {
        StepVerifier.create(texts(source.flux()), 2).then(() -> next("1")).expectNext("1").then(this::period)
                .expectNext("beat 1").then(() -> next("2")).expectNoEvent(Duration.ofMillis(50)).thenRequest(1)
                .expectNext("2").thenRequest(1).then(() -> source.assertMaxRequested(2)).then(() -> next("3"))
                .expectNext("3").thenCancel().verify(SOON);
    }

    @Test
    void beatsWithoutDemandBecomeOne() {
        StepVerifier.create(texts(source.flux()), 1).then(() -> next("1")).expectNext("1").then(this::period)
                .then(this::period).then(this::period).thenRequest(3).expectNext("beat 1")
                .then(() -> next("2")).expectNext("2").then(() -> next("3")).expectNext("3").thenCancel().verify(SOON);
    }

    @Test
    void completionComesAfterTheItemsAndAnErrorAtOnce() {
        StepVerifier.create(texts(source.flux()), 2).then(() -> next("1")).expectNext("1").then(this::period)
                .expectNext("beat 1").then(() -> next("2")).then(source::complete)
                .expectNoEvent(Duration.ofMillis(50)).thenRequest(1).expectNext("2").expectComplete().verify(SOON);
        TestPublisher<byte[]> failing = TestPublisher.create();
        StepVerifier.create(texts(failing.flux()), 1).then(() -> failing.next(octets("1"))).expectNext("1")
                .then(() -> failing.error(new IllegalStateException("over"))).expectErrorMessage("over").verify(SOON);
        assertThat(ticker.size()).isZero();
    }

    /** Items, beats and demand on threads of their own. */
    @RepeatedTest(60)
    void everyItemOnceInOrderWhateverComesWhen() throws InterruptedException {
        int items = 200;
        StrictClient client = new StrictClient();
        BeatLoop.among(Flux.range(1, items).map(i -> octets("" + i)).concatWith(Flux.never()), rhythm(), this::beat)
                .subscribe(client);
        Runnable asking = () -> {
            for (int i = 0; i < 100; i++) {
                client.ask(2);
            }
        };
        StrictClient.race(asking, asking, () -> {
            for (int i = 0; i < 50; i++) {
                period();
            }
        });
        client.ask(60); // for the places that beats took
        assertThat(client.broken).isNull();
        List<String> seen = client.payloads.stream().filter(text -> !text.startsWith("beat")).toList();
        assertThat(seen).isEqualTo(IntStream.rangeClosed(1, items).mapToObj(Integer::toString).toList());
        client.leave();
        assertThat(client.ends).hasValue(0);
    }

    private Flux<String> texts(Flux<byte[]> items) {
        return BeatLoop.among(items, rhythm(), this::beat).map(octets -> new String(octets, StandardCharsets.UTF_8));
    }

    private BeatLoop.Rhythm rhythm() {
        return new BeatLoop.Rhythm(ticker, PERIOD, now::get);
    }

    private byte[] beat() {
        return octets("beat " + beats.incrementAndGet());
    }

    private void period() {
        now.addAndGet(PERIOD);
        ticker.runAll();
    }

    private void next(String item) {
        source.next(octets(item));
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

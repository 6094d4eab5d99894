package kz.centerpro.eventlog;

import static kz.centerpro.eventlog.TestLog.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import kz.centerpro.contracts.event.Cursor;
import kz.centerpro.contracts.event.EventEnvelope;
import kz.centerpro.testkit.TestServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class EventLogIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final TestLog log = TestLog.on(TestServers.freshDatabase());
    private final EventReader reader = log.reader();

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void numbersEachBoxOfABatchInListOrder() {
        assertThat(log.appended(5, 3, 5, 5)).extracting(BoxTop::box, BoxTop::epoch, BoxTop::top)
                .containsExactlyInAnyOrder(tuple(5L, 1, 3L), tuple(3L, 1, 1L));
        assertThat(log.appended(5)).extracting(BoxTop::top).containsExactly(4L);
        StepVerifier.create(reader.state(5)).expectNext(new BoxState(5, 1, 4, 0)).expectComplete().verify(SOON);
    }

    @Test
    void keepsWhatItWasGiven() {
        UUID id = UUID.fromString("019343a4-7b1c-7def-8123-456789abcdef");
        NewEvent event = new NewEvent(9, id, "kz.centerpro.document.arrived", "12345678901234567890",
                "{\"title\":\"Шарт № 1 — «Қазақ»\"}");
        StepVerifier.create(log.append(List.of(event))).expectNextCount(1).expectComplete().verify(SOON);
        StepVerifier.create(reader.page(9, 0, 10, Set.of())).assertNext(page -> {
            EventEnvelope read = page.events().getFirst();
            assertThat(read.id()).isEqualTo(id.toString());
            assertThat(read.source()).isEqualTo("/boxes/9");
            assertThat(read.subject()).isEqualTo("12345678901234567890");
            assertThat(read.time()).isEqualTo("2026-11-22T09:00:00.123Z");
            assertThat(read.sequence()).isEqualTo("1");
            assertThat(Cursor.decode(read.cursor())).contains(new Cursor(1, 1));
            assertThat(read.data()).isEqualTo("{\"title\": \"Шарт № 1 — «Қазақ»\"}");
        }).expectComplete().verify(SOON);
    }

    @Test
    void whatAnAppendTellsIsWhatAPageHolds() {
        List<String> datas = List.of("{}", "{\"bb\":1,\"a\":1.50,\"a\":1e3}",
                " { \"title\" : \"Шарт «Қ»\\n\\u0001\\/\u007f😀\" } ",
                "{\"number\":\"1\",\"traceparent\":\"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\"}");
        long boxes = 3;
        Random luck = new Random(1);
        for (String at : List.of("2026-11-22T09:00:00.123Z", "2026-11-22T09:00:00Z", "2026-11-22T09:00:00.123999Z",
                "2026-11-22T09:00:00.123999999Z", "2026-11-22T18:59:59.999999999Z")) {
            List<NewEvent> events = IntStream.range(0, 12)
                    .mapToObj(n -> new NewEvent(1 + luck.nextLong(boxes), UUID.randomUUID(), "kz.centerpro.t" + n,
                            n % 3 == 0 ? null : n % 3 == 1 ? "" : "12345678901234567890", datas.get(n % datas.size())))
                    .toList();
            List<BoxTop> tops = Objects.requireNonNull(log.append(Instant.parse(at), events).block(SOON));
            for (BoxTop top : tops) {
                WakeMessage message = Objects.requireNonNull(WakeMessage.read(WakeMessage.of(top).octets()));
                StepVerifier.create(reader.page(top.box(), message.first() - 1, 100, Set.of()))
                        .assertNext(page -> assertThat(message.events()).isNotEmpty().isEqualTo(page.events()))
                        .expectComplete().verify(SOON);
            }
        }
    }

    @Test
    void aBoxThatGetsMoreThanAWakeUpBearsIsToldOfWithoutEvents() {
        List<NewEvent> events = new ArrayList<>(TestLog.events(1));
        events.addAll(LongStream.range(0, 20).mapToObj(_ -> new NewEvent(2, UUID.randomUUID(), "a", null,
                "{\"pad\":\"" + "x".repeat(900) + "\"}")).toList());
        assertThat(log.append(events).block(SOON)).extracting(BoxTop::box, BoxTop::top, top -> top.told() == null)
                .containsExactlyInAnyOrder(tuple(1L, 1L, false), tuple(2L, 20L, true));
    }

    @Test
    void aBoxThatWasNeverWrittenIsEmpty() {
        StepVerifier.create(reader.state(77)).expectNext(new BoxState(77, 1, 0, 0)).expectComplete().verify(SOON);
        StepVerifier.create(reader.page(77, 0, 10, Set.of()))
                .expectNext(new EventPage(new BoxState(77, 1, 0, 0), List.of(), 0)).expectComplete().verify(SOON);
    }

    @Test
    void pagesGoOnWhereTheLastOneEnded() {
        log.appended(LongStream.generate(() -> 4).limit(7).toArray());
        StepVerifier.create(reader.page(4, 0, 3, Set.of())).assertNext(page -> {
            assertThat(page.events()).extracting(EventEnvelope::sequence).containsExactly("1", "2", "3");
            assertThat(page.position()).isEqualTo(3);
            assertThat(page.state().top()).isEqualTo(7);
        }).expectComplete().verify(SOON);
        StepVerifier.create(reader.page(4, 6, 3, Set.of())).assertNext(page -> {
            assertThat(page.events()).extracting(EventEnvelope::sequence).containsExactly("7");
            assertThat(page.position()).isEqualTo(7);
        }).expectComplete().verify(SOON);
    }

    @Test
    void aFilterMovesThePositionOverWhatItLeavesOut() {
        log.append(List.of(TestLog.event(4, "a"), TestLog.event(4, "b"), TestLog.event(4, "a"), TestLog.event(4, "c")))
                .block(SOON);
        StepVerifier.create(reader.page(4, 0, 1, Set.of("b", "c"))).assertNext(page -> {
            assertThat(page.events()).extracting(EventEnvelope::sequence).containsExactly("2");
            assertThat(page.position()).isEqualTo(2);
        }).expectComplete().verify(SOON);
        StepVerifier.create(reader.page(4, 0, 10, Set.of("nothing"))).assertNext(page -> {
            assertThat(page.events()).isEmpty();
            assertThat(page.position()).isEqualTo(4);
        }).expectComplete().verify(SOON);
    }

    @Test
    void tellsTopsOfThousandsOfBoxes() {
        log.appended(LongStream.rangeClosed(1, 2_500).toArray());
        log.appended(1, 2_500);
        List<Long> asked = LongStream.rangeClosed(1, 3_000).boxed().toList();
        StepVerifier.create(reader.tops(asked)).assertNext(tops -> assertThat(tops).hasSize(2_500)
                .containsAllEntriesOf(Map.of(1L, 2L, 2L, 1L, 2_500L, 2L))).expectComplete().verify(SOON);
    }

    @Test
    void manyWritersLeaveNoGapAndNoRepeatForAReaderThatResumesAnywhere() {
        int writers = 32;
        Flux<List<BoxTop>> writing = Flux.range(0, writers).flatMap(
                writer -> Flux.range(0, 20).concatMap(
                        n -> log.append(writer % 2 == 0 ? TestLog.events(1, 2, 1) : TestLog.events(2, 1, 3))),
                writers);
        Flux<Long> reading = Flux.defer(() -> follow(1, 0, 960));
        StepVerifier.create(Flux.merge(writing.ignoreElements().cast(Long.class), reading).collectList())
                .assertNext(seen -> assertThat(seen).isEqualTo(LongStream.rangeClosed(1, 960).boxed().toList()))
                .expectComplete().verify(Duration.ofSeconds(60));
        StepVerifier.create(reader.tops(List.of(1L, 2L, 3L)))
                .expectNext(Map.of(1L, 960L, 2L, 640L, 3L, 320L)).expectComplete().verify(SOON);
    }

    @Test
    void aHoleIsAnErrorAndNotASkip() {
        log.appended(6, 6, 6);
        log.database().execute("delete from eventlog.event where box_id = 6 and seq = 2");
        StepVerifier.create(reader.page(6, 0, 10, Set.of())).expectError(IllegalStateException.class).verify(SOON);
    }

    @Test
    void notificationMayReadAndNothingElse() {
        StepVerifier.create(DatabaseClient.create(log.notification())
                .sql("select * from eventlog.append(array[1]::bigint[], array[gen_random_uuid()], array['x'], array['x'],"
                        + " now(), array['{}'])")
                .fetch().all()).expectError(DataAccessException.class).verify(SOON);
    }

    @Test
    void dayPartitionsAreMadeOnceAndUsed() {
        PartitionLoop loop = new PartitionLoop(DatabaseClient.create(log.hub()), Clock.fixed(NOW, ZoneOffset.UTC), 400);
        StepVerifier.create(loop.ensure()).expectNext(9).expectComplete().verify(SOON);
        StepVerifier.create(loop.ensure()).expectNext(0).expectComplete().verify(SOON);
        log.appended(8, 8);
        assertThat(log.database().value("select count(*) from eventlog.event_20261122")).isEqualTo("2");
        assertThat(log.database().value("select count(*) from eventlog.event_default")).isEqualTo("0");
        StepVerifier.create(reader.page(8, 0, 10, Set.of())).assertNext(page -> assertThat(page.events()).hasSize(2))
                .expectComplete().verify(SOON);
    }

    @Test
    void aDayWithRowsInTheDefaultPartitionIsLeftThere() {
        log.appended(8);
        Instant later = NOW.plus(Duration.ofDays(1));
        PartitionLoop loop = new PartitionLoop(DatabaseClient.create(log.hub()), Clock.fixed(later, ZoneOffset.UTC),
                400);
        StepVerifier.create(loop.ensure()).expectNext(8).expectComplete().verify(SOON);
    }

    /** Reads pages of random size, starting anew from the last position each time. */
    private Flux<Long> follow(long box, long from, long until) {
        return Flux.defer(() -> {
            long[] position = {from};
            return Flux.defer(() -> reader.page(box, position[0], 1 + (int) (position[0] % 17), Set.of())
                    .delaySubscription(Duration.ofMillis(1))).doOnNext(page -> position[0] = page.position()).repeat()
                    .concatMapIterable(EventPage::events).map(event -> Long.valueOf(event.sequence())).take(until);
        });
    }
}

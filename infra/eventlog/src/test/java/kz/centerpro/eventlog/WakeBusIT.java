package kz.centerpro.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import kz.centerpro.contracts.event.EventEnvelope;
import kz.centerpro.sandbox.EmbeddedRedisServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WakeBusIT {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final Heard heard = new Heard();
    private final AtomicInteger sweeps = new AtomicInteger();
    private final EmbeddedRedisServer redis;
    private final RedisBell bell;
    private final WakeBus bus;

    WakeBusIT(@TempDir Path dir) {
        redis = EmbeddedRedisServer.start(dir, 0);
        bell = new RedisBell(redis.url());
        bus = new WakeBus(redis.url(), heard, sweeps::incrementAndGet);
    }

    @BeforeEach
    void open() {
        bell.start();
        bus.start();
    }

    @AfterEach
    void close() {
        bus.close();
        bell.close();
        redis.close();
    }

    @Test
    void aRingIsHeardByWhoListens() {
        ringUntilHeard(3, 5);
        assertThat(heard.tops.keySet()).containsOnly(3L);
    }

    @Test
    void aBurstOnOneBoxIsTellingTheNewestTop() {
        ringUntilHeard(3, 1);
        for (long top = 2; top <= 20_000; top++) {
            bell.ring(List.of(new BoxTop(3, 1, top)));
        }
        await().atMost(SOON).untilAsserted(() -> assertThat(heard.tops).containsEntry(3L, 20_000L));
        assertThat(heard.calls).hasValueLessThan(20_000);
    }

    @Test
    void ringingGoesOnQuietlyWhileRedisIsAwayAndIsHeardAgainWhenItIsBack() {
        ringUntilHeard(3, 1);
        int before = sweeps.get();
        redis.kill();
        await().atMost(SOON).until(() -> !bus.isUp());
        for (long top = 2; top < 5_000; top++) {
            bell.ring(List.of(new BoxTop(3, 1, top)));
        }
        redis.restart();
        await().atMost(SOON).until(() -> sweeps.get() > before); // what was rung meanwhile is looked for
        ringUntilHeard(4, 9);
        assertThat(bus.isUp()).isTrue();
    }

    @Test
    void bothStartWithoutRedisAndFindItLater() {
        redis.kill();
        try (RedisBell lateBell = new RedisBell(redis.url());
                WakeBus lateBus = new WakeBus(redis.url(), heard, sweeps::incrementAndGet)) {
            lateBell.start();
            lateBus.start();
            lateBell.ring(List.of(new BoxTop(3, 1, 1)));
            assertThat(lateBus.isUp()).isFalse();
            redis.restart();
            await().atMost(SOON).until(lateBus::isUp);
            await().atMost(SOON).untilAsserted(() -> {
                lateBell.ring(List.of(new BoxTop(3, 1, 2)));
                assertThat(heard.tops).containsEntry(3L, 2L);
            });
        }
    }

    @Test
    void theEventsComeWithTheRing() {
        ringUntilHeard(3, 1);
        for (long top = 2; top <= 500; top++) {
            bell.ring(List.of(new BoxTop(3, 1, top, "\u001e019343a4-7b1c-7def-8123-456789abcdef\u001fa\u001f\u001f"
                    + "2026-11-22T09:00:00.123Z\u001f{\"title\": \"Шарт " + top + "\"}")));
        }
        await().atMost(SOON).untilAsserted(() -> assertThat(heard.tops).containsEntry(3L, 500L));
        assertThat(heard.events).isNotEmpty().allSatisfy(
                (seq, event) -> assertThat(event.data()).isEqualTo("{\"title\": \"Шарт " + seq + "\"}"));
        assertThat(heard.events).containsKey(500L);
    }

    @Test
    void whatIsNoWakeUpDisturbsNobody() {
        ringUntilHeard(3, 1);
        RedisClient stranger = RedisClient.create(redis.url());
        try (StatefulRedisConnection<String, String> connection = stranger.connect()) {
            for (String text : List.of("", "hello", "3", "3:x", "3:7:1:1\u001enothing",
                    "4:7:9:what a later release says")) {
                connection.sync().publish(WakeMessage.channel(3), text);
            }
        } finally {
            stranger.shutdown();
        }
        await().atMost(SOON).untilAsserted(
                () -> assertThat(heard.tops).containsEntry(3L, 7L).containsEntry(4L, 7L)); // no more than hints
        ringUntilHeard(3, 8);
        assertThat(heard.events).isEmpty();
    }

    private void ringUntilHeard(long box, long top) {
        await().atMost(SOON).untilAsserted(() -> {
            bell.ring(List.of(new BoxTop(box, 1, top), new BoxTop(1_000, 1, top)));
            assertThat(heard.tops).containsEntry(box, top);
        });
    }

    private static final class Heard implements WakeListener {

        private final ConcurrentMap<Long, Long> tops = new ConcurrentHashMap<>();
        private final ConcurrentMap<Long, EventEnvelope> events = new ConcurrentHashMap<>();
        private final AtomicInteger calls = new AtomicInteger();

        @Override
        public Collection<Long> boxes() {
            return Set.of(3L, 4L);
        }

        @Override
        public boolean listens(long box) {
            return box < 10;
        }

        @Override
        public void rang(long box, long top) {
            calls.incrementAndGet();
            tops.merge(box, top, Math::max); // rings of two threads may pass each other on the way
        }

        @Override
        public void grown(long box, int epoch, long first, List<EventEnvelope> told) {
            told.forEach(event -> events.put(Long.valueOf(event.sequence()), event));
            rang(box, first + told.size() - 1);
        }

        @Override
        public void swept(long box, long top) {
            throw new AssertionError("the bus does not sweep " + Map.of(box, top));
        }
    }
}

package kz.centerpro.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
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
    void whatIsNoWakeUpIsNotHeard() {
        for (String text : List.of("", ":", "3", "3:", ":3", "x:1", "3:y", "-3:1", "9999999999999999999:1")) {
            assertThat(WakeMessage.box(text) != 0 && WakeMessage.top(text) != 0).as(text).isFalse();
        }
        assertThat(WakeMessage.box("123456789:42")).isEqualTo(123_456_789);
        assertThat(WakeMessage.top("123456789:42")).isEqualTo(42);
        assertThat(WakeMessage.channels()).hasSize(64).contains(WakeMessage.channel(64), WakeMessage.channel(127));
    }

    private void ringUntilHeard(long box, long top) {
        await().atMost(SOON).untilAsserted(() -> {
            bell.ring(List.of(new BoxTop(box, 1, top), new BoxTop(1_000, 1, top)));
            assertThat(heard.tops).containsEntry(box, top);
        });
    }

    private static final class Heard implements WakeListener {

        private final ConcurrentMap<Long, Long> tops = new ConcurrentHashMap<>();
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
        public void swept(long box, long top) {
            throw new AssertionError("the bus does not sweep " + Map.of(box, top));
        }
    }
}

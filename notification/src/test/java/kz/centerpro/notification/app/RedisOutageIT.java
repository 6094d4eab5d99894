package kz.centerpro.notification.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import kz.centerpro.eventlog.WakeBus;
import kz.centerpro.notification.app.SseClient.Frame;
import kz.centerpro.sandbox.EmbeddedRedisServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.netty.http.client.HttpClient;

/** Redis dies under open streams and comes back: events come later by a sweep at most, and none is lost. */
class RedisOutageIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration SWEEP = Duration.ofSeconds(2);
    private static final Duration SLACK = Duration.ofSeconds(2); // a busy build machine
    private static final long BOX = 9;

    private final List<Long> seen = new CopyOnWriteArrayList<>();
    private long top;

    @Test
    void eventsComeWithinTheSweepWhileRedisIsAwayAndAtOnceWhenItIsBack(@TempDir Path dir) {
        try (EmbeddedRedisServer redis = EmbeddedRedisServer.start(dir, 0);
                TestNode node = new TestNode(redis.url(), "center.notification.sweep=2s")) {
            WakeBus wakeBus = node.bean(WakeBus.class);
            Disposable stream = SseClient.of(node, "", node.token(BOX), null).frames().filter(Frame::isEvent)
                    .map(Frame::seq).subscribe(seen::add);
            await().atMost(SOON).until(wakeBus::isUp);
            awaitPromptEvents(node);

            redis.kill();
            await().atMost(SOON).until(() -> !wakeBus.isUp());
            for (int i = 0; i < 3; i++) {
                assertThat(millisUntilSeen(node)).isLessThan(SWEEP.plus(SLACK).toMillis());
            }
            assertThat(health(node)).contains("\"status\":\"UP\"", "\"wakeUps\":\"sweep only\"");

            redis.restart();
            await().atMost(SOON).until(wakeBus::isUp);
            awaitPromptEvents(node);
            assertThat(health(node)).contains("\"wakeUps\":\"redis\"");
            stream.dispose();
            assertThat(seen).isEqualTo(LongStream.rangeClosed(1, top).boxed().toList());
        }
    }

    /** Five in a row that came far sooner than sweeps could bring them. */
    private void awaitPromptEvents(TestNode node) {
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            long sum = 0;
            for (int i = 0; i < 5; i++) {
                sum += millisUntilSeen(node);
            }
            return sum < SWEEP.toMillis();
        });
    }

    private long millisUntilSeen(TestNode node) {
        long start = System.nanoTime();
        node.appended(BOX, 1);
        top++;
        await().pollInterval(Duration.ofMillis(5)).atMost(SOON).until(() -> seen.contains(top));
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    private static String health(TestNode node) {
        return String.valueOf(HttpClient.create().get().uri(node.url("/actuator/health"))
                .responseSingle((response, body) -> body.asString()).block(SOON));
    }
}

package kz.centerpro.notification.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rsocket.RSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import kz.centerpro.eventlog.WakeBus;
import kz.centerpro.notification.stream.Switchboard;
import kz.centerpro.testkit.RSocketPayloads;
import kz.centerpro.sandbox.EmbeddedRedisServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/** Access is withdrawn: what is open at every node ends within two seconds, and nothing new begins. */
class WithdrawalIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration BOUND = Duration.ofSeconds(2);
    private static final Duration SLACK = Duration.ofSeconds(1); // a busy build machine

    private final List<String> ends = new CopyOnWriteArrayList<>();
    private long box = 70;

    @Test
    void endsWhatIsOpenAtEveryNodeWithAndWithoutRedis(@TempDir Path dir) {
        try (EmbeddedRedisServer redis = EmbeddedRedisServer.start(dir, 0);
                TestNode one = new TestNode(redis.url());
                TestNode other = new TestNode(one, redis.url())) {
            UUID session = UUID.randomUUID();
            endsEverywhere(List.of(one, other), one.token(++box, Duration.ofMinutes(15), session), session);
            endsWhatReadsTheBoxAndNothingElse(List.of(one, other));
            redis.kill();
            await().atMost(SOON).until(() -> !one.bean(WakeBus.class).isUp() && !other.bean(WakeBus.class).isUp());
            endsEverywhere(List.of(one, other), one.token(++box), TestNode.participant(box));
        }
    }

    /** One of the boxes that a token carries may be read no longer: the rest of the token is as good as before. */
    private void endsWhatReadsTheBoxAndNothingElse(List<TestNode> nodes) {
        ends.clear();
        UUID delegation = UUID.randomUUID();
        long own = ++box;
        long other = ++box;
        long third = ++box;
        String token = nodes.getFirst().token(own, Map.of(other, delegation, third, UUID.randomUUID()));
        String both = "?box=" + own + "&box=" + other;
        Disposable.Composite open = Disposables.composite();
        for (TestNode node : nodes) {
            open.add(problems(node, both, token).subscribe(frame -> ends.add("sse " + frame.data())));
            open.add(problems(node, "?box=" + own + "&box=" + third, token).subscribe(_ -> ends.add("other boxes")));
            RSocket socket = Objects.requireNonNull(TailClient.connect(TailClient.tcp(node), token).block(SOON));
            open.add(socket);
            open.add(TailClient.texts(socket,
                    RSocketPayloads.of("{\"boxes\":[" + own + "," + other + "]}", "events.tail", null))
                    .subscribe(_ -> {
                    }, error -> ends.add("rsocket " + error.getMessage())));
            open.add(TailClient.texts(socket, TailClient.tail(null)).subscribe(_ -> {
            }, _ -> ends.add("own box")));
            open.add(get(node, token, both + "&wait=30").subscribe(answer -> ends.add("poll " + answer)));
        }
        await().atMost(SOON)
                .until(() -> nodes.stream().allMatch(node -> node.bean(Switchboard.class).size() == 5));
        long since = System.nanoTime();
        nodes.getFirst().withdraw(delegation);
        await().pollInterval(Duration.ofMillis(20)).atMost(SOON).until(() -> ends.size() >= 6);
        assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(BOUND.plus(SLACK));
        assertThat(ends).hasSize(6).allMatch(end -> end.contains("not_permitted") && end.contains("BOX_WITHDRAWN")
                && end.contains("\"box\":" + other)).filteredOn(end -> end.startsWith("poll 403")).hasSize(2);
        for (TestNode node : nodes) {
            await().atMost(SOON).until(() -> node.bean(Switchboard.class).size() == 2);
            assertThat(get(node, token, both).block(SOON)).startsWith("403").contains("BOX_WITHDRAWN");
            assertThat(get(node, token, "?box=" + third).block(SOON)).startsWith("200");
        }
        open.dispose();
        for (TestNode node : nodes) {
            await().atMost(SOON).until(() -> node.bean(Switchboard.class).size() == 0);
        }
    }

    private static Flux<SseClient.Frame> problems(TestNode node, String query, String token) {
        return SseClient.of(node, query, token, null).frames().filter(frame -> "problem".equals(frame.event()));
    }

    private void endsEverywhere(List<TestNode> nodes, String token, UUID withdrawn) {
        ends.clear();
        Disposable.Composite open = Disposables.composite();
        for (TestNode node : nodes) {
            open.add(SseClient.of(node, "", token, null).frames()
                    .filter(frame -> "problem".equals(frame.event())).subscribe(
                            frame -> ends.add("sse " + frame.data()), _ -> {
                            }));
            RSocket socket = Objects.requireNonNull(TailClient.connect(TailClient.tcp(node), token).block(SOON));
            open.add(socket);
            open.add(TailClient.texts(socket, TailClient.tail(null)).subscribe(_ -> {
            }, error -> ends.add("rsocket " + error.getMessage())));
            open.add(get(node, token, "?wait=30").subscribe(answer -> ends.add("poll " + answer)));
        }
        // Somebody else at the same nodes, who stays.
        TestNode first = nodes.getFirst();
        SseClient stranger = SseClient.of(first, "", first.token(++box), null);
        open.add(stranger.frames().filter(frame -> "problem".equals(frame.event()))
                .subscribe(frame -> ends.add("stranger " + frame.data())));
        await().atMost(SOON)
                .until(() -> nodes.stream().mapToInt(node -> node.bean(Switchboard.class).size()).sum() == 7);

        long since = System.nanoTime();
        first.withdraw(withdrawn);
        await().pollInterval(Duration.ofMillis(20)).atMost(SOON).until(() -> ends.size() == 6);
        assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(BOUND.plus(SLACK));
        assertThat(ends).allMatch(end -> end.contains("unauthenticated") && end.contains("ACCESS_WITHDRAWN"))
                .filteredOn(end -> end.startsWith("poll 401")).hasSize(2);
        for (TestNode node : nodes) {
            assertThat(get(node, token, "").block(SOON)).startsWith("401").contains("ACCESS_WITHDRAWN");
        }
        await().during(Duration.ofMillis(200)).atMost(2, TimeUnit.SECONDS)
                .until(() -> first.bean(Switchboard.class).size() == 1);
        open.dispose();
        await().atMost(SOON).until(() -> first.bean(Switchboard.class).size() == 0);
    }

    private static Mono<String> get(TestNode node, String token, String query) {
        return HttpClient.create().headers(headers -> headers.set("Authorization", "Bearer " + token)).get()
                .uri(node.url("/v1/events" + query)).responseSingle(
                        (response, body) -> body.asString().map(text -> response.status().code() + " " + text));
    }
}

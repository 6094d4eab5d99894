package kz.centerpro.notification.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rsocket.RSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import kz.centerpro.notification.stream.Switchboard;
import kz.centerpro.testkit.TestServers;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.netty.http.client.HttpClient;

/** A node that stops ends its streams one after another, and lets nobody in meanwhile. */
class DrainIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int STREAMS = 40;

    @Test
    void spreadsTheEndsAndRefusesWhoComesMeanwhile() throws Exception {
        List<Long> ends = new CopyOnWriteArrayList<>();
        List<String> told = new CopyOnWriteArrayList<>();
        List<Disposable> open = new ArrayList<>();
        TestNode node = new TestNode(TestServers.redisUrl(), "center.notification.drain=2s");
        CompletableFuture<Void> stopped;
        try {
            for (int i = 0; i < STREAMS / 2; i++) {
                open.add(SseClient.of(node, "", node.token(500 + i), null).frames()
                        .doFinally(_ -> ends.add(System.nanoTime())).subscribe(_ -> {
                        }, _ -> {
                        }));
                RSocket socket = Objects
                        .requireNonNull(TailClient.connect(TailClient.tcp(node), node.token(500 + i)).block(SOON));
                open.add(socket);
                open.add(TailClient.texts(socket, TailClient.tail(null)).doFinally(_ -> ends.add(System.nanoTime()))
                        .subscribe(_ -> {
                        }, error -> told.add(String.valueOf(error.getMessage()))));
            }
            await().atMost(SOON).until(() -> node.bean(Switchboard.class).size() == STREAMS);
            String token = node.token(600);
            String url = node.url("/v1/events");
            stopped = CompletableFuture.runAsync(node::close);
            await().atMost(SOON).until(() -> !ends.isEmpty());
            assertThat(answer(url, token)).startsWith("503").contains("Retry-After");
            await().atMost(SOON).until(() -> ends.size() == STREAMS);
            stopped.get(SOON.toSeconds(), TimeUnit.SECONDS);
        } finally {
            open.forEach(Disposable::dispose);
            node.close();
        }
        List<Long> inOrder = ends.stream().sorted().toList();
        assertThat(Duration.ofNanos(inOrder.getLast() - inOrder.getFirst())).isGreaterThan(Duration.ofSeconds(1));
        long inHalfASecond = ends.stream().filter(end -> end - inOrder.getFirst() < 500_000_000L).count();
        assertThat(inHalfASecond).isLessThan(STREAMS / 2);
        assertThat(told).hasSize(STREAMS / 2)
                .allMatch(text -> text.contains("overloaded") && text.contains("retryAfter"));
    }

    private static String answer(String url, String token) {
        return String.valueOf(HttpClient.newConnection()
                .headers(headers -> headers.set("Accept", "text/event-stream").set("Authorization", "Bearer " + token))
                .get().uri(url).responseSingle((response, body) -> body.asString().map(
                        text -> response.status().code() + " " + response.responseHeaders() + text))
                .block(SOON));
    }
}

package kz.centerpro.notification.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import kz.centerpro.contracts.event.Cursor;
import kz.centerpro.contracts.wire.MeterNames;
import kz.centerpro.notification.app.SseClient.Frame;
import kz.centerpro.notification.stream.Switchboard;
import kz.centerpro.testkit.TestServers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.test.StepVerifier;

class SseIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final TestNode NODE = new TestNode(TestServers.redisUrl(),
            "center.notification.sse.heartbeat=300ms");
    private static final AtomicLong BOXES = new AtomicLong(100);

    private final long box = BOXES.incrementAndGet();

    @AfterAll
    static void close() {
        NODE.close();
    }

    @Test
    void beginsWithHelloThenTellsWhatIsThereAndThenWhatComes() {
        NODE.appended(box, 2);
        AtomicReference<@Nullable HttpClientResponse> answer = new AtomicReference<>();
        StepVerifier.create(stream("", null).telling(answer::set).frames().filter(f -> f.comment() == null))
                .assertNext(hello -> {
                    assertThat(hello.event()).isEqualTo("hello");
                    assertThat(hello.id()).isEqualTo(cursor(0));
                    assertThat(hello.data()).contains("\"top\":\"" + cursor(2) + "\"", "\"epoch\":1");
                    assertThat(Long.parseLong(String.valueOf(hello.retry()))).isBetween(1_000L, 3_000L);
                }).assertNext(frame -> {
                    assertThat(frame.id()).isEqualTo(cursor(1));
                    assertThat(frame.event()).isEqualTo("kz.centerpro.test.happened");
                    assertThat(frame.data()).startsWith("{\"specversion\":\"1.0\",\"id\":\"")
                            .contains("\"sequence\":\"1\"", "Шот-фактура", "\"data\":{");
                }).assertNext(frame -> assertThat(frame.seq()).isEqualTo(2)).then(() -> NODE.appended(box, 1))
                .assertNext(frame -> assertThat(frame.seq()).isEqualTo(3)).thenCancel().verify(SOON);
        HttpClientResponse response = java.util.Objects.requireNonNull(answer.get());
        assertThat(response.responseHeaders().get("Content-Type")).startsWith("text/event-stream");
        assertThat(response.responseHeaders().get("Cache-Control")).isEqualTo("no-cache, no-transform");
        assertThat(response.responseHeaders().get("X-Accel-Buffering")).isEqualTo("no");
        await().atMost(SOON).until(() -> !NODE.bean(Switchboard.class).listens(box));
    }

    @Test
    void whatComesLiveIsToTheOctetWhatIsReadBack() {
        List<String> datas = List.of("{}", " { \"title\" : \"Шарт «Қазақ» 😀\\n\\/\" , \"a\":1.50,\"a\":1e3 } ",
                "{\"number\":\"1\",\"traceparent\":\"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\",\"z\":[1,2]}",
                "{\"pad\":\"" + "ы".repeat(9_000) + "\"}"); // more than a wake-up bears
        Timer pages = NODE.bean(MeterRegistry.class).get(MeterNames.PAGE_READ).timer();
        List<Frame> live = new CopyOnWriteArrayList<>();
        Disposable stream = stream("", null).frames().filter(frame -> frame.comment() == null).subscribe(live::add);
        await().atMost(SOON).until(() -> live.size() == 1); // hello
        long before = pages.count();
        int count = 60;
        for (int i = 0; i < count; i++) {
            NODE.appended(box, "kz.centerpro.t" + i % 7, i % 3 == 0 ? null : "subject " + i,
                    datas.get(i % 20 == 19 ? 3 : i % 3));
        }
        await().atMost(SOON).until(() -> live.size() == 1 + count);
        stream.dispose();
        assertThat(pages.count() - before).isLessThan(count / 2);
        List<Frame> readBack = stream("", null).frames().filter(Frame::isEvent).take(count).collectList().block(SOON);
        assertThat(live.subList(1, live.size())).isEqualTo(readBack);
    }

    @Test
    void missesNothingOverForcedDisconnectsWhileManyWrite() {
        int writers = 8;
        List<Long> seen = new ArrayList<>();
        AtomicReference<@Nullable String> last = new AtomicReference<>();
        Flux<Long> following = Flux.defer(() -> stream("", last.get()).frames().filter(Frame::isEvent)
                .doOnNext(frame -> last.set(frame.id())).map(Frame::seq).take(37)) // then the connection is closed
                .repeat().take(600);
        Mono<Void> writing = Flux.range(0, writers)
                .flatMap(
                        w -> Flux.range(0, 25)
                                .concatMap(n -> NODE.append(box, "kz.centerpro.test.happened", 1 + n % 5)),
                        writers)
                .then();
        StepVerifier.create(Flux.merge(writing.cast(Long.class), following).doOnNext(seen::add).then())
                .expectComplete().verify(Duration.ofSeconds(60));
        assertThat(seen).isEqualTo(LongStream.rangeClosed(1, 600).boxed().toList());
    }

    @Test
    void lastEventIdWinsOverAfter() {
        NODE.appended(box, 5);
        StepVerifier.create(stream("?after=" + cursor(1), cursor(3)).frames().filter(Frame::isEvent).map(Frame::seq))
                .expectNext(4L, 5L).thenCancel().verify(SOON);
    }

    @Test
    void tellsOnlyTheTypesAskedFor() {
        NODE.append(box, "kz.a", 3).then(NODE.append(box, "kz.b", 1)).then(NODE.append(box, "kz.a", 1))
                .then(NODE.append(box, "kz.c", 1)).block(SOON);
        StepVerifier.create(stream("?types=kz.b,kz.c", null).frames().filter(Frame::isEvent).map(Frame::seq))
                .expectNext(4L, 6L).thenCancel().verify(SOON);
    }

    @Test
    void fromTheTopTellsOnlyWhatComes() {
        NODE.appended(box, 3);
        StepVerifier.create(stream("?after=top", null).frames().filter(f -> f.comment() == null))
                .assertNext(hello -> {
                    assertThat(hello.id()).isEqualTo(cursor(3));
                    NODE.append(box, "kz.later", 1).subscribe();
                }).assertNext(frame -> assertThat(frame.seq()).isEqualTo(4)).thenCancel().verify(SOON);
    }

    @Test
    void sendsHeartbeatsWhileNothingHappens() {
        StepVerifier.create(stream("", null).frames().filter(f -> f.comment() != null)).expectNextCount(3).thenCancel()
                .verify(SOON);
    }

    @Test
    void heartbeatsTellThatNothingIsOwedAndHowOldTheNewestEventIs() {
        NODE.appended(box, 1);
        StepVerifier.create(stream("", null).frames().filter(f -> String.valueOf(f.comment()).contains("age=")).take(2))
                .assertNext(beat -> assertThat(beat.comment()).matches("lag=0 age=\\d+"))
                .assertNext(beat -> assertThat(age(beat)).isBetween(250L, SOON.toMillis())).expectComplete()
                .verify(SOON);
    }

    private static long age(Frame beat) {
        String told = String.valueOf(beat.comment());
        return Long.parseLong(told.substring(told.indexOf("age=") + 4));
    }

    @Test
    void endsWithAProblemWhenTheTokenExpires() {
        SseClient client = SseClient.of(NODE, "", NODE.token(box, Duration.ofSeconds(3)), null);
        StepVerifier.create(client.frames().filter(f -> f.comment() == null))
                .assertNext(hello -> assertThat(hello.event()).isEqualTo("hello")).assertNext(problem -> {
                    assertThat(problem.event()).isEqualTo("problem");
                    assertThat(problem.id()).isNull();
                    assertThat(problem.data()).contains("\"code\":\"unauthenticated\"", "\"status\":401");
                }).expectComplete().verify(SOON);
    }

    @Test
    void refusesBeforeTheStreamBegins() {
        NODE.appended(box, 5);
        expectProblem("", "no token", null, 401, "unauthenticated");
        expectProblem("", NODE.token(0), null, 403, "not_registered");
        expectProblem("?after=17", NODE.token(box), null, 400, "cursor_invalid");
        expectProblem("", NODE.token(box), new Cursor(2, 1).encode(), 410, "cursor_expired");
        expectProblem("", NODE.token(box), cursor(6), 410, "\"top\":\"" + cursor(5) + "\"");
        expectProblem("", NODE.token(box), cursor(6), 410, "\"earliest\":\"" + cursor(0) + "\"");
    }

    @Test
    void endsAStreamOfARestoredBoxWithCursorExpired() {
        NODE.appended(box, 2);
        StepVerifier.create(stream("", null).frames().filter(f -> f.comment() == null)).expectNextCount(3)
                .then(() -> NODE.database()
                        .execute("update eventlog.box set epoch = 2, top_seq = 1 where box_id = " + box))
                .assertNext(problem -> assertThat(problem.data()).contains("cursor_expired", "earliest"))
                .expectComplete().verify(SOON);
    }

    @Test
    void staysOpenAndSaysSoWhileTheStoreCannotBeReadAndThenSkipsNothing() {
        List<Long> seen = new CopyOnWriteArrayList<>();
        List<String> comments = new CopyOnWriteArrayList<>();
        Disposable stream = stream("", null).frames().subscribe(frame -> {
            if (frame.isEvent()) {
                seen.add(frame.seq());
            } else if (frame.comment() != null) {
                comments.add(frame.comment());
            }
        });
        NODE.appended(box, 1);
        await().atMost(SOON).until(() -> seen.contains(1L));
        NODE.database().execute("revoke select on eventlog.event from center_notification");
        try {
            NODE.appended(box, 1); // comes with the wake-up
            await().atMost(SOON).until(() -> seen.contains(2L));
            NODE.appended(box, "kz.large", null, "{\"pad\":\"" + "x".repeat(20_000) + "\"}"); // has to be read
            await().atMost(SOON).until(() -> comments.stream()
                    .anyMatch(text -> text.contains("trying on") && !text.startsWith("lag=0 ")));
            assertThat(seen).containsExactly(1L, 2L);
        } finally {
            NODE.database().execute("grant select on eventlog.event to center_notification");
        }
        await().atMost(SOON).untilAsserted(() -> assertThat(seen).containsExactly(1L, 2L, 3L));
        await().atMost(SOON).until(() -> comments.getLast().matches("lag=0 age=\\d+"));
        stream.dispose();
    }

    @Test
    void takesTheTokenFromTheSessionCookie() {
        NODE.appended(box, 1);
        StepVerifier.create(HttpClient.create().headers(h -> h.set("Cookie", "__Host-session=" + NODE.token(box))).get()
                .uri(NODE.url("/v1/events")).responseSingle((response, body) -> body.asString()
                        .map(text -> response.status().code() + text)))
                .assertNext(
                        text -> assertThat(text).startsWith("200{\"events\":[{").contains("\"cursor\":\"" + cursor(1)))
                .expectComplete().verify(SOON);
    }

    private void expectProblem(String query, String token, @Nullable String last, int status, String part) {
        AtomicReference<@Nullable HttpClientResponse> answer = new AtomicReference<>();
        String body = HttpClient.newConnection().headers(headers -> {
            headers.set("Accept", "text/event-stream").set("Authorization", "Bearer " + token);
            if (last != null) {
                headers.set("Last-Event-ID", last);
            }
        }).get().uri(NODE.url("/v1/events" + query)).responseSingle((response, content) -> {
            answer.set(response);
            return content.asString();
        }).block(SOON);
        HttpClientResponse response = java.util.Objects.requireNonNull(answer.get());
        assertThat(response.status().code()).isEqualTo(status);
        assertThat(response.responseHeaders().get("Content-Type")).startsWith("application/problem+json");
        assertThat(body).contains(part);
    }

    private SseClient stream(String query, @Nullable String lastEventId) {
        return SseClient.of(NODE, query, NODE.token(box), lastEventId);
    }

    private static String cursor(long seq) {
        return new Cursor(1, seq).encode();
    }
}

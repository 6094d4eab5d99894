package kz.centerpro.notification.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import kz.centerpro.contracts.event.Cursor;
import kz.centerpro.testkit.TestServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LongPollIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final TestNode NODE = new TestNode(TestServers.redisUrl());
    private static final JsonMapper JSON = JsonMapper.shared();

    @AfterAll
    static void close() {
        NODE.close();
    }

    @Test
    void pagesThroughABoxAndSaysWhereToGoOn() {
        NODE.appended(1, 5);
        StepVerifier.create(poll(1, "?limit=3")).assertNext(page -> {
            assertThat(page.get("events").size()).isEqualTo(3);
            assertThat(page.get("events").get(0).get("data").get("title").asString()).isEqualTo("Шот-фактура");
            assertThat(page.get("cursor").asString()).isEqualTo(new Cursor(1, 3).encode());
            assertThat(page.get("top").asString()).isEqualTo(new Cursor(1, 5).encode());
        }).expectComplete().verify(SOON);
        StepVerifier.create(poll(1, "?limit=3&after=" + new Cursor(1, 3).encode()))
                .assertNext(page -> assertThat(page.get("events").size()).isEqualTo(2)).expectComplete().verify(SOON);
    }

    @Test
    void waitsForAnEvent() {
        StepVerifier.create(Mono.zip(poll(2, "?wait=20"), NODE.append(2, "kz.late", 1)
                .delaySubscription(Duration.ofMillis(300))))
                .assertNext(both -> assertThat(both.getT1().get("events").size()).isEqualTo(1)).expectComplete()
                .verify(Duration.ofSeconds(15));
    }

    @Test
    void answersEmptyWhenTheTimeIsUp() {
        StepVerifier.create(poll(3, "?wait=1")).assertNext(page -> assertThat(page.get("events").size()).isZero())
                .expectComplete().verify(SOON);
    }

    @Test
    void refusesNumbersOutOfRange() {
        for (String query : List.of("?limit=0", "?limit=257", "?wait=31", "?wait=-1", "?limit=many")) {
            StepVerifier.create(poll(4, query)).assertNext(problem -> {
                assertThat(problem.get("code").asString()).isEqualTo("invalid_field");
                assertThat(problem.get("field").asString()).isEqualTo(query.substring(1, query.indexOf('=')));
            }).expectComplete().verify(SOON);
        }
    }

    @Test
    void aLoopOfPollsMissesNothingWhileManyWrite() {
        List<Long> seen = new ArrayList<>();
        String[] cursor = {""};
        Flux<JsonNode> polling = Flux.defer(() -> poll(5, "?limit=7&wait=5" + cursor[0]))
                .doOnNext(page -> cursor[0] = "&after=" + page.get("cursor").asString()).repeat()
                .concatMapIterable(page -> page.get("events").values());
        Mono<Void> writing = Flux.range(0, 4)
                .flatMap(w -> Flux.range(0, 25).concatMap(n -> NODE.append(5, "kz.a", 2)), 4)
                .then();
        StepVerifier.create(Flux.merge(writing.cast(JsonNode.class), polling.take(200))
                .doOnNext(event -> seen.add(Long.valueOf(event.get("sequence").asString()))).then()).expectComplete()
                .verify(Duration.ofSeconds(60));
        assertThat(seen).isEqualTo(LongStream.rangeClosed(1, 200).boxed().toList());
    }

    private static Mono<JsonNode> poll(long box, String query) {
        return HttpClient.create().headers(headers -> headers.set("Authorization", "Bearer " + NODE.token(box))).get()
                .uri(NODE.url("/v1/events" + query)).responseSingle((_, body) -> body.asString()).map(JSON::readTree);
    }
}

package kz.centerpro.notification.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpMethod;
import io.rsocket.RSocket;
import io.rsocket.exceptions.ApplicationErrorException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import kz.centerpro.contracts.event.Cursor;
import kz.centerpro.testkit.TestServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import reactor.netty.http.client.HttpClient;
import reactor.test.StepVerifier;

/** The database goes back to a backup: on every door old cursors die, and new ones work. */
class RestoreIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final TestNode NODE = new TestNode(TestServers.redisUrl());

    @AfterAll
    static void close() {
        NODE.close();
    }

    @Test
    void afterARestoreEveryDoorRefusesOldCursorsAndANewSnapshotAndTailWork() {
        long it = 1;
        String token = NODE.token(it);
        NODE.appended(it, 3);
        at(HttpMethod.PUT, "/v1/consumers/erp", acknowledging(2), token);
        List<String> tables = List.of("log_epoch", "box", "box_day", "event", "consumer");
        tables.forEach(table -> NODE.database()
                .execute("create table public." + table + " as table eventlog." + table));
        NODE.appended(it, 4);
        tables.forEach(table -> NODE.database().execute("truncate eventlog." + table + "; insert into eventlog."
                + table + " select * from public." + table));
        NODE.database().value("select eventlog.restore_epoch(now())");
        NODE.appended(it, 6); // up to 9: the numbers of the lost events are given again

        JsonClient.Answer poll = at(HttpMethod.GET, "/v1/events?after=" + cursor(7), "", token);
        assertThat(poll.status()).isEqualTo(410);
        assertThat(poll.text("code")).isEqualTo("cursor_expired");
        assertThat(poll.text("detail")).contains("GET /v1/documents");
        int epoch = Cursor.decode(poll.text("top")).orElseThrow().epoch();
        assertThat(epoch).isGreaterThan(1);
        assertThat(at(HttpMethod.GET, "/v1/events?after=" + cursor(2), "", token).status()).isEqualTo(410);
        assertThat(at(HttpMethod.GET, "/v1/events?consumer=erp", "", token).status()).isEqualTo(410);
        assertThat(at(HttpMethod.PUT, "/v1/consumers/erp", acknowledging(3), token).status()).isEqualTo(410);
        JsonClient.Answer consumer = at(HttpMethod.GET, "/v1/consumers/erp", "", token);
        assertThat(consumer.body().get("expired").asBoolean()).isTrue();
        assertThat(consumer.body().has("lag")).isFalse();
        StepVerifier.create(HttpClient.create().headers(h -> h.set("Authorization", "Bearer " + token)
                .set("Accept", "text/event-stream").set("Last-Event-ID", cursor(7))).get()
                .uri(NODE.url("/v1/events")).response().map(response -> response.status().code())).expectNext(410)
                .expectComplete().verify(SOON);
        RSocket socket = Objects.requireNonNull(TailClient.connect(TailClient.tcp(NODE), token).block(SOON));
        StepVerifier.create(socket.requestStream(TailClient.tail(cursor(7))))
                .expectErrorSatisfies(error -> assertThat(error).isInstanceOf(ApplicationErrorException.class)
                        .hasMessageContaining("\"code\":\"cursor_expired\"").hasMessageContaining("\"earliest\""))
                .verify(SOON);

        String earliest = poll.text("earliest");
        assertThat(at(HttpMethod.PUT, "/v1/consumers/erp", "{\"cursor\":\"" + earliest + "\"}", token)
                .body().get("lag").asInt()).isEqualTo(9);
        StepVerifier.create(TailClient.texts(socket, TailClient.tail(new Cursor(epoch, 7).encode())).skip(1)
                .map(TailClient::seq)).expectNext(8L, 9L).then(() -> NODE.appended(it, 1)).expectNext(10L)
                .thenCancel().verify(SOON);
        socket.dispose();
    }

    private static JsonClient.Answer at(HttpMethod method, String path, String body, String token) {
        return Objects.requireNonNull(JsonClient.exchange(NODE, method, path, body, token).block(SOON));
    }

    private static String acknowledging(long seq) {
        return "{\"cursor\":\"" + cursor(seq) + "\"}";
    }

    private static String cursor(long seq) {
        return new Cursor(1, seq).encode();
    }
}

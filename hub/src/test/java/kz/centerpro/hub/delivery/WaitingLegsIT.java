package kz.centerpro.hub.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import kz.centerpro.hub.delivery.WaitingStore.Connected;
import kz.centerpro.hub.kernel.HubDatabase;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.hub.kernel.Tx;
import kz.centerpro.testkit.TestDatabase;
import kz.centerpro.testkit.TestServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What waits is brought once and in order, whoever dies and however many bring it; or taken back; never both. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WaitingLegsIT {

    private static final int DOCUMENTS = 600;
    private static final String NAME = "ЖШС «Кеш»";
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration CLAIM = Duration.ofSeconds(15);

    private final TestDatabase database = TestServers.freshDatabase();
    private final HubDatabase hub = new HubDatabase(database.r2dbcUrl(), TestDatabase.HUB_USER,
            TestDatabase.HUB_PASSWORD, 8);
    private final Tx tx = new Tx(hub);
    private final Ids ids = new Ids(Clock.systemUTC());
    private final WaitingStore store = new WaitingStore(tx, ids);
    private final OutboxStore outbox = new OutboxStore(tx, ids);
    private final WaitingLegs legs = new WaitingLegs(store, outbox, _ -> {
    }, Clock.systemUTC());

    /** Boxes of each test's own: event logs are not emptied. */
    private long sender;
    private long recipient;
    private Connected joined = new Connected(0, NAME);

    @AfterAll
    void close() {
        hub.destroy();
    }

    /** Documents of two senders by turns; the later a document of this table was accepted, the smaller its number. */
    @BeforeEach
    void accept() {
        for (String table : List.of("hub.waiting", "hub.leg", "hub.document", "hub.inbox", "hub.box", "hub.address",
                "hub.participant", "hub.counter", "hub.box_day")) {
            database.execute("delete from " + table);
        }
        sender = recipient + 1;
        recipient = sender + 2;
        joined = new Connected(recipient, NAME);
        String made = "(select n, %d as recipient, %d + n %% 2 as sender, lpad((%d - n)::text, 20, '0') as number from generate_series(1, %d) n) d"
                .formatted(recipient, sender, DOCUMENTS + 1, DOCUMENTS);
        database.execute("insert into hub.box (box_id) values (%d), (%d)".formatted(sender, sender + 1));
        database.execute(
                """
                        insert into hub.document (box_id, number, pos, submission_id, content_id, size, meta, status, registered_at)
                        select sender, number, n, gen_random_uuid(), gen_random_uuid(), 1, '{"title":"Хат"}', 'AWAITING_CONNECTION', now() from
                        """
                        + made);
        database.execute(
                """
                        insert into hub.leg (box_id, number, ordinal, recipient_box, recipient, state, waits_until)
                        select sender, number, 0, recipient, '{"country":"KZ","taxId":"1","name":"1"}', 'AWAITING_CONNECTION', now() from
                        """
                        + made);
        database.execute(
                """
                        insert into hub.waiting (box_id, message_id, recipient_box, number, pos, taken_at, until, data)
                        select sender, gen_random_uuid(), recipient, number, n, timestamptz '2026-01-01' + n * interval '1 microsecond', now() + interval '1 day',
                               '{"contentId":"00000000-0000-7000-8000-000000000000","size":1,"registeredAt":"2026-01-01T00:00:00Z","meta":{},"event":{}}' from
                        """
                        + made);
        database.execute(
                "insert into hub.address (country, tax_id, box_id, participant_id) values ('KZ', '1', %d, gen_random_uuid())"
                        .formatted(recipient));
        database.execute(
                """
                        insert into hub.participant (id, box_id, kind, country, tax_id, name, regime, status, registered_at, activated_at, self_declared, snapshot)
                        values (gen_random_uuid(), %d, 'LEGAL_ENTITY', 'KZ', '1', '%s', 'EDS', 'ACTIVE', now(), now(), '{}', '{}')"""
                        .formatted(recipient, NAME));
    }

    private static <T> T now(Mono<T> mono) {
        return Objects.requireNonNull(mono.toFuture().orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join());
    }

    private long count(String sql) {
        return Long.parseLong(String.valueOf(database.value("select count(*) from " + sql)));
    }

    private long told(String kind) {
        return count("eventlog.event where type = 'kz.centerpro.document.%s' and box_id between %d and %d"
                .formatted(kind, sender, sender + 1));
    }

    @Test
    void bringsAllOnceAndInOrderThoughANodeDiesInBetweenAndTwoGoOn() {
        Instant at = Instant.now();
        List<OutboxMessage> first = now(store.release(recipient, 100, at));
        now(outbox.deliver(first, at)); // and here the node dies: nothing is acknowledged
        now(Flux.merge(legs.bring(joined), legs.bring(joined), legs.bring(joined)).then(Mono.just(true)));

        assertThat(count("hub.waiting")).isZero();
        assertThat(count("hub.inbox where box_id = " + recipient)).isEqualTo(DOCUMENTS);
        assertThat(count("hub.inbox where pos <> %d - number::bigint".formatted(DOCUMENTS + 1)))
                .as("out of order").isZero();
        assertThat(count("eventlog.event where box_id = " + recipient)).isEqualTo(DOCUMENTS);
        assertThat(told("delivered")).isEqualTo(DOCUMENTS);
        assertThat(count("hub.leg where state = 'DELIVERED' and recipient ->> 'name' = 'ЖШС «Кеш»'"))
                .isEqualTo(DOCUMENTS);
        assertThat(count("hub.document where status = 'COMPLETED'")).isEqualTo(DOCUMENTS);
        assertThat(count("hub.recount(null)")).isZero();
    }

    @Test
    void eachIsBroughtOrTakenBackWhenBothAreTriedAtOnce() {
        Flux<Boolean> withdrawals = Flux.range(1, DOCUMENTS)
                .flatMap(n -> legs.withdraw(sender + (DOCUMENTS + 1 - n) % 2, "%020d".formatted(n), "", ""), 4);
        List<Boolean> taken = now(Flux.merge(withdrawals, legs.bring(joined).then(Mono.<Boolean>empty()))
                .collectList());
        now(legs.bring(joined).thenReturn(true));

        long back = taken.stream().filter(done -> done).count();
        assertThat(taken).hasSize(DOCUMENTS);
        assertThat(count("hub.leg where state = 'WITHDRAWN'")).isEqualTo(back);
        assertThat(told("withdrawn")).isEqualTo(back);
        assertThat(count("hub.leg where state = 'DELIVERED'")).isEqualTo(DOCUMENTS - back);
        assertThat(count("hub.inbox")).isEqualTo(DOCUMENTS - back);
        assertThat(count("hub.leg l join hub.inbox i using (number) where l.state = 'WITHDRAWN'")).isZero();
        assertThat(count("hub.recount(null)")).isZero();
    }

    @Test
    void aBoxIsBroughtByOneNodeUntilItsClaimRunsOut() {
        Instant at = Instant.now();
        assertThat(now(store.claim(Instant.EPOCH, at, CLAIM, 10).collectList())).containsExactly(joined);
        assertThat(now(store.claim(Instant.EPOCH, at.plusSeconds(14), CLAIM, 10).collectList())).isEmpty();
        assertThat(now(store.claim(Instant.EPOCH, at.plusSeconds(16), CLAIM, 10).collectList()))
                .containsExactly(joined);
        assertThat(now(store.claim(at.plusSeconds(60), at.plusSeconds(60), CLAIM, 10).collectList()))
                .as("who joined before").isEmpty();
        now(legs.bring(joined).thenReturn(true));
        assertThat(now(store.claim(Instant.EPOCH, at.plusSeconds(100), CLAIM, 10).collectList()))
                .as("nothing waits any more").isEmpty();
    }

    @Test
    void whatIsReleasedIsNotEnded() {
        database.execute("update hub.waiting set until = now() - interval '1 hour'");
        List<OutboxMessage> first = now(store.release(recipient, 100, Instant.now()));
        assertThat(now(legs.expire(Instant.now()))).isEqualTo(DOCUMENTS - first.size());
        assertThat(count("hub.leg where state = 'UNDELIVERABLE' and reason = 'NOT_CONNECTED'"))
                .isEqualTo(DOCUMENTS - first.size());
        now(legs.bring(joined).thenReturn(true));
        assertThat(count("hub.inbox")).isEqualTo(first.size());
        assertThat(count("hub.recount(null)")).isZero();
    }
}

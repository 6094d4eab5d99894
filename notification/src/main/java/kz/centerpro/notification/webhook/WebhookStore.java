package kz.centerpro.notification.webhook;

import io.r2dbc.spi.Readable;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import kz.centerpro.contracts.event.Cursor;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The tables of webhooks. Leases run by the clock of the store, so that no two nodes read them differently. */
public final class WebhookStore {

    private static final int KEPT = 100;

    private static final String CREATE = """
            insert into notification.webhook (box_id, webhook_id, url, types, description, signature, key_id, public_key,
                   created_at, epoch, seq, next_at, idempotency_key, fingerprint)
            select :box, :id, :url, :types, :description, :signature, :key, cast(:public as text), :now, :epoch, :seq,
                   :now, cast(:once as text), :fingerprint
             where (select count(*) from notification.webhook where box_id = :box) < :most
            on conflict (box_id, idempotency_key) where idempotency_key is not null do nothing""";
    private static final String MADE_BY = """
            select webhook_id, fingerprint from notification.webhook
             where box_id = :box and idempotency_key = :once""";

    private static final String SHOW = """
            select w.box_id, w.webhook_id, w.url, w.types, w.description, w.signature, w.key_id, w.public_key,
                   w.created_at, w.epoch, w.seq, w.attempts, w.next_at, w.paused, w.paused_at,
                   w.verified_at, coalesce(b.top_seq, 0) as top_seq
              from notification.webhook w left join eventlog.box b on b.box_id = w.box_id
             where w.box_id = :box %s""";
    private static final String LIST = SHOW.formatted("order by w.created_at, w.webhook_id");
    private static final String ONE = SHOW.formatted("and w.webhook_id = :id");

    private static final String REMOVE = """
            delete from notification.webhook where box_id = :box and webhook_id = :id""";
    private static final String PAUSE = """
            update notification.webhook
               set paused_at = coalesce(paused_at, :now), paused = coalesce(paused, 'ASKED')
             where box_id = :box and webhook_id = :id""";
    private static final String RESUME = """
            update notification.webhook
               set paused = null, paused_at = null, attempts = 0, failed_since = null, next_at = :now
             where box_id = :box and webhook_id = :id""";
    private static final String REWIND = """
            update notification.webhook
               set epoch = :epoch, seq = :seq, round = round + 1, until_seq = null, attempts = 0, failed_since = null,
                   next_at = :now
             where box_id = :box and webhook_id = :id""";
    private static final String AGAIN = """
            update notification.webhook
               set redeliver = case when :seq = any (redeliver) then redeliver else array_append(redeliver, :seq) end
             where box_id = :box and webhook_id = :id and cardinality(redeliver) < 100""";

    // Only what has something to send is claimed, of a box that is not closed (clauses 5.3.7, 5.3.8, 13.2). A row that
    // another node claims just now is passed over.
    private static final String CLAIM = """
            with due as (
              select w.box_id, w.webhook_id from notification.webhook w
               where w.paused is null and w.next_at <= :now and w.owner_until < clock_timestamp()
                 and not exists (select from access.closed_box c where c.box_id = w.box_id)
                 and (w.verified_at is null or cardinality(w.redeliver) > 0 or exists (
                      select from eventlog.box b
                       where b.box_id = w.box_id and (b.top_seq <> w.seq or b.epoch <> w.epoch)))
               order by w.next_at limit :most for update of w skip locked)
            update notification.webhook w
               set owner = gen_random_uuid(), owner_until = clock_timestamp() + :lease * interval '1 millisecond'
              from due where w.box_id = due.box_id and w.webhook_id = due.webhook_id
            returning w.*, false as closed""";

    /** Closed meanwhile: what was sent is written down, and nothing more is sent. */
    private static final String CLOSED = "exists (select from access.closed_box c where c.box_id = webhook.box_id) as closed";
    private static final String OWNED = """
            where box_id = :box and webhook_id = :id and owner = :owner and owner_until > clock_timestamp()
              and round = :round""";
    private static final String ADVANCE = """
            update notification.webhook
               set seq = :seq, owner_until = clock_timestamp() + :lease * interval '1 millisecond'
            """ + OWNED + " returning *, " + CLOSED;

    // The cursor, the line about it and the forgetting of old lines: one statement, and nothing without the lease.
    private static final String SETTLE = """
            with moved as (
              update notification.webhook
                 set seq = :seq, until_seq = cast(:until as bigint), attempts = :attempts,
                     failed_since = cast(:since as timestamptz), next_at = :next,
                     paused_at = coalesce(paused_at,
                         case when cast(:pause as text) is not null then cast(:at as timestamptz) end),
                     paused = coalesce(paused, cast(:pause as text)),
                     verified_at = coalesce(verified_at,
                         case when :verified then cast(:at as timestamptz) end),
                     redeliver = array_remove(redeliver, cast(:done as bigint)), deliveries = deliveries + 1,
                     owner_until = clock_timestamp() + :lease * interval '1 millisecond'
            """ + OWNED + """
               returning *),
            told as (
              insert into notification.webhook_delivery (box_id, webhook_id, no, at, message_id, from_seq, until_seq,
                     events, attempt, http, outcome, detail, millis)
              select box_id, webhook_id, deliveries, :at, :message, :first, :last, :events, :attempt,
                     cast(:http as int), :outcome, :detail, :millis from moved),
            forgotten as (
              delete from notification.webhook_delivery d using moved m
               where d.box_id = m.box_id and d.webhook_id = m.webhook_id and d.no <= m.deliveries - :kept
                 and d.outcome <> 'DEAD')
            select *,
            """ + CLOSED + " from moved webhook";

    private static final String RELEASE = """
            update notification.webhook set owner = null, owner_until = '-infinity'
             where box_id = :box and webhook_id = :id and owner = :owner""";
    private static final String BOXES = """
            select distinct box_id from notification.webhook where paused is null""";
    private static final String DELIVERIES = """
            select * from notification.webhook_delivery
             where box_id = :box and webhook_id = :id %s order by no desc limit 100""";
    private static final String LATEST = DELIVERIES.formatted("");
    private static final String DEAD = DELIVERIES.formatted("and outcome = 'DEAD'");

    private final DatabaseClient client;

    public WebhookStore(DatabaseClient client) {
        this.client = client;
    }

    /** False when the box has its {@code most} already. */
    Mono<Boolean> create(Webhook made, int most, @Nullable String once, String fingerprint) {
        DatabaseClient.GenericExecuteSpec call = at(CREATE, made.box(), made.id()).bind("url", made.url())
                .bind("types", made.types().toArray(String[]::new)).bind("description", made.description())
                .bind("signature", made.signature()).bind("key", made.keyId()).bind("now", made.createdAt())
                .bind("epoch", made.cursor().epoch()).bind("seq", made.cursor().seq()).bind("most", most)
                .bind("fingerprint", fingerprint);
        call = optional(call, "once", once, String.class);
        return changed(optional(call, "public", made.publicKey(), String.class));
    }

    /** What a request with the Idempotency-Key {@code once} made. */
    record MadeBy(UUID webhook, String fingerprint) {}

    Mono<MadeBy> madeBy(long box, String once) {
        return client.sql(MADE_BY).bind("box", box).bind("once", once)
                .map(row -> new MadeBy(uuid(row, "webhook_id"), text(row, "fingerprint"))).one();
    }

    Flux<Webhook> list(long box) {
        return client.sql(LIST).bind("box", box).map(WebhookStore::webhook).all();
    }

    Mono<Webhook> show(long box, UUID id) {
        return at(ONE, box, id).map(WebhookStore::webhook).one();
    }

    Mono<Boolean> remove(long box, UUID id) {
        return changed(at(REMOVE, box, id));
    }

    Mono<Boolean> pause(long box, UUID id, Instant now) {
        return changed(at(PAUSE, box, id).bind("now", now));
    }

    Mono<Boolean> resume(long box, UUID id, Instant now) {
        return changed(at(RESUME, box, id).bind("now", now));
    }

    Mono<Boolean> rewind(long box, UUID id, Cursor to, Instant now) {
        return changed(at(REWIND, box, id).bind("epoch", to.epoch()).bind("seq", to.seq()).bind("now", now));
    }

    /** False when too many wait already. */
    Mono<Boolean> again(long box, UUID id, long seq) {
        return changed(at(AGAIN, box, id).bind("seq", seq));
    }

    Flux<Outcome.Line> latest(long box, UUID id) {
        return at(LATEST, box, id).map(WebhookStore::line).all();
    }

    Flux<Outcome.Line> dead(long box, UUID id) {
        return at(DEAD, box, id).map(WebhookStore::line).all();
    }

    /** The boxes that have an active webhook. */
    Mono<List<Long>> boxes() {
        return client.sql(BOXES).map(row -> number(row, "box_id")).all().collectList();
    }

    /** Claims up to {@code most} webhooks that have something to send and nobody who does it. */
    Mono<List<Claim>> claim(int most, Instant now, Duration lease) {
        return client.sql(CLAIM).bind("now", now).bind("most", most).bind("lease", lease.toMillis())
                .map(WebhookStore::claim).all().collectList();
    }

    /** Moves the cursor over events that the webhook does not want; empty when the claim was lost. */
    Mono<Claim> advance(Claim claim, long seq, Duration lease) {
        return owned(ADVANCE, claim, lease).bind("seq", seq).map(WebhookStore::claim).one();
    }

    /** Writes down what became of an attempt; empty, and nothing was written, when the claim was lost. */
    Mono<Claim> settle(Claim claim, Outcome outcome, Duration lease) {
        Outcome.Line line = outcome.line();
        DatabaseClient.GenericExecuteSpec call = owned(SETTLE, claim, lease).bind("seq", outcome.seq())
                .bind("attempts", outcome.attempts()).bind("next", outcome.nextAt()).bind("at", line.at())
                .bind("message", line.messageId()).bind("first", line.from()).bind("last", line.until())
                .bind("events", line.events()).bind("attempt", line.attempt()).bind("outcome", line.outcome())
                .bind("detail", line.detail()).bind("verified", outcome.verified()).bind("millis", line.millis())
                .bind("kept", KEPT);
        Webhook.Pause pause = outcome.pause();
        call = optional(call, "until", outcome.until(), Long.class);
        call = optional(call, "since", outcome.failedSince(), Instant.class);
        call = optional(call, "pause", pause == null ? null : pause.name(), String.class);
        call = optional(call, "done", outcome.redelivered(), Long.class);
        return optional(call, "http", line.http(), Integer.class).map(WebhookStore::claim).one();
    }

    /** Gives the claim back, if it is still held. */
    Mono<Void> release(Claim claim) {
        return at(RELEASE, claim.box(), claim.id()).bind("owner", claim.owner()).then();
    }

    private DatabaseClient.GenericExecuteSpec at(String sql, long box, UUID id) {
        return client.sql(sql).bind("box", box).bind("id", id);
    }

    private DatabaseClient.GenericExecuteSpec owned(String sql, Claim claim, Duration lease) {
        return at(sql, claim.box(), claim.id()).bind("owner", claim.owner()).bind("round", claim.round())
                .bind("lease", lease.toMillis());
    }

    private static DatabaseClient.GenericExecuteSpec optional(DatabaseClient.GenericExecuteSpec call, String name,
            @Nullable Object value, Class<?> type) {
        return value == null ? call.bindNull(name, type) : call.bind(name, value);
    }

    private static Mono<Boolean> changed(DatabaseClient.GenericExecuteSpec call) {
        return call.fetch().rowsUpdated().map(rows -> rows == 1);
    }

    private static Webhook webhook(Readable row) {
        return new Webhook(number(row, "box_id"), uuid(row, "webhook_id"), text(row, "url"), types(row),
                text(row, "description"), text(row, "signature"), text(row, "key_id"),
                row.get("public_key", String.class), time(row, "created_at"), cursor(row), integer(row, "attempts"),
                time(row, "next_at"), row.get("paused", String.class), row.get("paused_at", Instant.class),
                number(row, "top_seq"), row.get("verified_at", Instant.class) != null);
    }

    private static Claim claim(Readable row) {
        Long until = row.get("until_seq", Long.class);
        Long[] again = Objects.requireNonNull(row.get("redeliver", Long[].class));
        return new Claim(number(row, "box_id"), uuid(row, "webhook_id"), uuid(row, "owner"),
                URI.create(text(row, "url")), types(row), text(row, "signature"), text(row, "key_id"), cursor(row),
                integer(row, "round"), until == null ? 0 : until, integer(row, "attempts"),
                row.get("failed_since", Instant.class),
                row.get("paused", String.class) != null || Boolean.TRUE.equals(row.get("closed", Boolean.class)),
                List.of(again),
                row.get("verified_at", Instant.class) != null);
    }

    private static Outcome.Line line(Readable row) {
        return new Outcome.Line(time(row, "at"), text(row, "message_id"), number(row, "from_seq"),
                number(row, "until_seq"), integer(row, "events"), integer(row, "attempt"),
                row.get("http", Integer.class), text(row, "outcome"), text(row, "detail"), number(row, "millis"));
    }

    private static Cursor cursor(Readable row) {
        return new Cursor(integer(row, "epoch"), number(row, "seq"));
    }

    private static Set<String> types(Readable row) {
        return Set.copyOf(Arrays.asList(Objects.requireNonNull(row.get("types", String[].class))));
    }

    private static UUID uuid(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, UUID.class));
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }

    private static Instant time(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Instant.class));
    }

    private static int integer(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Integer.class));
    }

    private static long number(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Long.class));
    }
}

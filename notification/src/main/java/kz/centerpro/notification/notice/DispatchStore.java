package kz.centerpro.notification.notice;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import kz.centerpro.contracts.notice.NotificationView;
import kz.centerpro.contracts.party.WireTime;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** The queue of dispatches. Leases run by the clock of the store. */
public final class DispatchStore {

    private static final String CLAIM = """
            with due as (
              select d.box_id, d.dispatch_id from notification.dispatch d
               where d.channel = :channel and d.state = 'QUEUED' and d.next_at <= :now
                 and d.owner_until < clock_timestamp()
               order by d.next_at limit :most for update of d skip locked)
            update notification.dispatch d
               set owner = gen_random_uuid(), owner_until = clock_timestamp() + :lease * interval '1 millisecond'
              from due where d.box_id = due.box_id and d.dispatch_id = due.dispatch_id
            returning d.*""";

    // The state and the line about it: one statement, and nothing without the lease.
    private static final String SETTLE = """
            with moved as (
              update notification.dispatch
                 set state = :state, reason = cast(:reason as text),
                     next_at = case when :state = 'QUEUED' and notice_id is not null
                                    then notification.after_quiet(box_id, :next) else :next end, attempts = attempts + 1,
                     failed_since = cast(:since as timestamptz), done_at = cast(:done as timestamptz), owner = null,
                     owner_until = '-infinity'
               where box_id = :box and dispatch_id = :id and owner = :owner and owner_until > clock_timestamp()
              returning box_id, dispatch_id, attempts)
            insert into notification.dispatch_attempt (box_id, dispatch_id, no, at, outcome, code, reply, message_id,
                   sha256, millis)
            select box_id, dispatch_id, attempts, :at, :outcome, cast(:code as int), :reply, cast(:message as text),
                   decode(cast(:hash as text), 'hex'), :millis from moved""";

    private static final String DROP = """
            update notification.dispatch
               set state = 'SUPPRESSED', reason = :reason, done_at = :now, owner = null, owner_until = '-infinity'
             where box_id = :box and dispatch_id = :id and owner = :owner""";
    private static final String RELEASE = """
            update notification.dispatch set owner = null, owner_until = '-infinity'
             where box_id = :box and dispatch_id = :id and owner = :owner""";
    private static final String OF_NOTICE = """
            select d.dispatch_id, d.channel, d.target, encode(d.target_sha256, 'hex') as target_sha256, d.state,
                   d.reason, d.created_at, d.done_at, d.next_at, a.at, a.outcome, a.code, a.reply, a.message_id,
                   encode(a.sha256, 'hex') as sha256, a.millis
              from notification.dispatch d
              left join notification.dispatch_attempt a on a.box_id = d.box_id and a.dispatch_id = d.dispatch_id
             where d.box_id = :box and d.notice_id = :notice
             order by d.created_at, d.dispatch_id, a.no""";

    private final DatabaseClient client;

    public DispatchStore(DatabaseClient client) {
        this.client = client;
    }

    /** Claims up to {@code most} dispatches of the channel that are due and that nobody holds. */
    public Mono<List<Dispatch>> claim(Channel channel, int most, Instant now, Duration lease) {
        return client.sql(CLAIM).bind("channel", channel.name()).bind("most", most).bind("now", now)
                .bind("lease", lease.toMillis()).map(DispatchStore::dispatch).all().collectList();
    }

    /** Writes down what became of an attempt and gives the claim back; false if the claim was lost. */
    public Mono<Boolean> settle(Dispatch of, Attempt attempt) {
        boolean over = attempt.outcome() != Attempt.Outcome.FAILED;
        DatabaseClient.GenericExecuteSpec call = at(SETTLE, of)
                .bind("state", over ? attempt.outcome().name() : "QUEUED").bind("next", attempt.nextAt())
                .bind("at", attempt.at()).bind("outcome", attempt.outcome().name()).bind("reply", attempt.reply())
                .bind("millis", attempt.millis());
        call = optional(call, "reason",
                attempt.outcome() == Attempt.Outcome.DEAD ? shortened(attempt.reply()) : null, String.class);
        call = optional(call, "since", attempt.failedSince(), Instant.class);
        call = optional(call, "done", over ? attempt.nextAt() : null, Instant.class);
        call = optional(call, "code", attempt.code(), Integer.class);
        call = optional(call, "message", attempt.messageId(), String.class);
        return optional(call, "hash", attempt.sha256(), String.class).fetch().rowsUpdated().map(rows -> rows == 1);
    }

    /** Ends the dispatch without an attempt. */
    public Mono<Void> drop(Dispatch of, String reason, Instant now) {
        return at(DROP, of).bind("reason", reason).bind("now", now).then();
    }

    /** Gives the claim back, if it is still held. */
    public Mono<Void> release(Dispatch of) {
        return at(RELEASE, of).then();
    }

    /** How a notice was sent, in the order of time. */
    Mono<List<NotificationView.DispatchView>> of(long box, UUID notice) {
        return client.sql(OF_NOTICE).bind("box", box).bind("notice", notice).map(Line::of).all()
                .bufferUntilChanged(Line::dispatch).map(DispatchStore::view).collectList();
    }

    private DatabaseClient.GenericExecuteSpec at(String sql, Dispatch of) {
        return client.sql(sql).bind("box", of.box()).bind("id", of.id()).bind("owner", of.owner());
    }

    private static DatabaseClient.GenericExecuteSpec optional(DatabaseClient.GenericExecuteSpec call, String name,
            @Nullable Object value, Class<?> type) {
        return value == null ? call.bindNull(name, type) : call.bind(name, value);
    }

    private static String shortened(String reply) {
        return reply.length() > 200 ? reply.substring(0, 200) : reply;
    }

    private static Dispatch dispatch(Readable row) {
        return new Dispatch(number(row, "box_id"), uuid(row, "dispatch_id"), row.get("notice_id", UUID.class),
                text(row, "kind"), Channel.valueOf(text(row, "channel")), uuid(row, "target_id"),
                Objects.requireNonNull(row.get("created_at", Instant.class)),
                Objects.requireNonNull(row.get("attempts", Integer.class)), row.get("failed_since", Instant.class),
                uuid(row, "owner"));
    }

    /** One attempt of a dispatch, or the dispatch alone when there was none yet. */
    private record Line(UUID dispatch, NotificationView.DispatchView about,
            NotificationView.@Nullable AttemptView attempt) {

        static Line of(Readable row) {
            Instant done = row.get("done_at", Instant.class);
            NotificationView.DispatchView about = new NotificationView.DispatchView(text(row, "channel"),
                    text(row, "target"), text(row, "target_sha256"), text(row, "state"),
                    row.get("reason", String.class), time(row, "created_at"),
                    done == null ? null : WireTime.format(done), done == null ? time(row, "next_at") : null,
                    List.of());
            return new Line(uuid(row, "dispatch_id"), about, row.get("at", Instant.class) == null
                    ? null
                    : new NotificationView.AttemptView(time(row, "at"), text(row, "outcome"),
                            row.get("code", Integer.class), text(row, "reply"), row.get("message_id", String.class),
                            row.get("sha256", String.class), number(row, "millis")));
        }
    }

    private static NotificationView.DispatchView view(List<Line> lines) {
        NotificationView.DispatchView about = lines.getFirst().about();
        List<NotificationView.AttemptView> attempts = lines.stream().map(Line::attempt).filter(Objects::nonNull)
                .map(Objects::requireNonNull).toList();
        return new NotificationView.DispatchView(about.channel(), about.target(), about.targetSha256(), about.state(),
                about.reason(), about.createdAt(), about.doneAt(), about.nextAttemptAt(), attempts);
    }

    private static String time(Readable row, String column) {
        return WireTime.format(Objects.requireNonNull(row.get(column, Instant.class)));
    }

    private static UUID uuid(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, UUID.class));
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }

    private static long number(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Long.class));
    }
}

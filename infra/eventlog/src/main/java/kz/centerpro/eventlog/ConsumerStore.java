package kz.centerpro.eventlog;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import kz.centerpro.contracts.event.Cursor;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Named cursors by box, on PostgreSQL. Calls for one box are taken one after another. */
public final class ConsumerStore {

    /** What became of an acknowledgement. */
    public enum Outcome {
        MADE, KEPT, FULL
    }

    private static final String FIND = """
            select c.name, c.epoch as at_epoch, c.seq as at_seq, c.acked_at, coalesce(b.epoch, l.epoch) as epoch,
                   coalesce(b.top_seq, 0) as top_seq, coalesce(b.floor_seq, 0) as floor_seq
              from eventlog.consumer c cross join eventlog.log_epoch l left join eventlog.box b on b.box_id = c.box_id
             where c.box_id = :box""";
    private static final String FIND_ONE = FIND + " and c.name = :name";
    private static final String FIND_ALL = FIND + " order by c.name";

    private static final String ACKNOWLEDGE = """
            select eventlog.acknowledge(:box, :name, :epoch, :seq, :insert, :reset, :at, :most)""";

    private static final String FORGET = "select eventlog.forget(:box, :name)";

    private final DatabaseClient client;

    public ConsumerStore(DatabaseClient client) {
        this.client = client;
    }

    /** Empty if there is no such consumer. */
    public Mono<Consumer> find(long box, String name) {
        return client.sql(FIND_ONE).bind("box", box).bind("name", name).map(row -> consumer(box, row)).one();
    }

    /** By name; there are at most as many as {@code most} allowed. */
    public Mono<List<Consumer>> all(long box) {
        return client.sql(FIND_ALL).bind("box", box).map(row -> consumer(box, row)).all().collectList();
    }

    /** Makes the consumer at {@code start} unless there is one, which stays where it is. */
    public Mono<Outcome> make(long box, String name, Cursor start, Instant now, int most) {
        return write(box, name, start, true, false, now, most);
    }

    /**
     * Makes the consumer or moves it on to {@code cursor}; back only with {@code reset}. A cursor of a later epoch is
     * further on than any of an earlier one.
     */
    public Mono<Outcome> acknowledge(long box, String name, Cursor cursor, boolean reset, Instant now, int most) {
        return write(box, name, cursor, false, reset, now, most);
    }

    /** False if there was none. */
    public Mono<Boolean> forget(long box, String name) {
        return client.sql(FORGET).bind("box", box).bind("name", name)
                .map(row -> Objects.requireNonNull(row.get(0, Boolean.class))).one();
    }

    private Mono<Outcome> write(long box, String name, Cursor cursor, boolean insert, boolean reset, Instant now,
            int most) {
        return client.sql(ACKNOWLEDGE).bind("box", box).bind("name", name).bind("epoch", cursor.epoch())
                .bind("seq", cursor.seq()).bind("insert", insert).bind("reset", reset)
                .bind("at", OffsetDateTime.ofInstant(now, ZoneOffset.UTC)).bind("most", most)
                .map(row -> outcome(Objects.requireNonNull(row.get(0, String.class)))).one();
    }

    private static Outcome outcome(String word) {
        return switch (word) {
            case "made" -> Outcome.MADE;
            case "kept" -> Outcome.KEPT;
            case "full" -> Outcome.FULL;
            default -> throw new IllegalStateException("eventlog.acknowledge said " + word);
        };
    }

    private static Consumer consumer(long box, Readable row) {
        BoxState state = new BoxState(box, Objects.requireNonNull(row.get("epoch", Integer.class)),
                number(row, "top_seq"), number(row, "floor_seq"));
        Cursor at = new Cursor(Objects.requireNonNull(row.get("at_epoch", Integer.class)), number(row, "at_seq"));
        return new Consumer(Objects.requireNonNull(row.get("name", String.class)), at,
                Objects.requireNonNull(row.get("acked_at", Instant.class)), state);
    }

    private static long number(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Long.class));
    }
}

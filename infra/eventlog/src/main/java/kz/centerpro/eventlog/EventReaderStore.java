package kz.centerpro.eventlog;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import kz.centerpro.contracts.event.Cursor;
import kz.centerpro.contracts.event.EventEnvelope;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** {@link EventReader} on PostgreSQL. Every page is collected and its connection given back before it is emitted. */
public final class EventReaderStore implements EventReader {

    private static final int CHUNK = 1_000;
    /** How many rows one filtered page may look at, however rare the type asked for is. */
    private static final int FILTERED_SCAN = 4_096;
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'")
            .withZone(ZoneOffset.UTC);

    private static final String STATE = """
            select coalesce(b.epoch, l.epoch) as epoch, coalesce(b.top_seq, 0) as top_seq,
                   coalesce(b.floor_seq, 0) as floor_seq
              from eventlog.log_epoch l left join eventlog.box b on b.box_id = :box""";

    private static final String STATES = """
            select a.box_id, coalesce(b.epoch, l.epoch) as epoch, coalesce(b.top_seq, 0) as top_seq,
                   coalesce(b.floor_seq, 0) as floor_seq
              from unnest(:boxes) with ordinality a(box_id, ord) cross join eventlog.log_epoch l
              left join eventlog.box b on b.box_id = a.box_id order by a.ord""";

    // One statement is one snapshot: what the box row calls the top is in the events beside it.
    private static final String PAGE = """
            select epoch, top_seq, floor_seq, until, seq, event_id, type, subject, at, data
              from eventlog.page(:box, :after, :until, :limit, :types)""";

    private static final String TOPS = """
            select box_id, top_seq from eventlog.box where box_id = any (:boxes)""";

    private final DatabaseClient client;

    public EventReaderStore(DatabaseClient client) {
        this.client = client;
    }

    @Override
    public Mono<BoxState> state(long box) {
        return client.sql(STATE).bind("box", box).map(row -> state(box, row)).one();
    }

    @Override
    public Mono<List<BoxState>> states(List<Long> boxes) {
        return client.sql(STATES).bind("boxes", boxes.toArray(Long[]::new))
                .map(row -> state(number(row, "box_id"), row)).all().collectList();
    }

    @Override
    public Mono<EventPage> page(long box, long afterSeq, int limit, Set<String> types) {
        long until = afterSeq + (types.isEmpty() ? limit : Math.max(limit, FILTERED_SCAN));
        DatabaseClient.GenericExecuteSpec query = client.sql(PAGE)
                .bind("box", box).bind("after", afterSeq).bind("until", until).bind("limit", limit);
        return (types.isEmpty()
                ? query.bindNull("types", String[].class)
                : query.bind("types", types.toArray(String[]::new)))
                .map(row -> new Row(state(box, row), number(row, "until"), envelope(box, row))).all().collectList()
                .map(rows -> page(box, afterSeq, limit, types.isEmpty(), rows));
    }

    @Override
    public Mono<Map<Long, Long>> tops(Collection<Long> boxes) {
        return Flux.fromIterable(boxes).buffer(CHUNK)
                .concatMap(chunk -> client.sql(TOPS).bind("boxes", chunk.toArray(Long[]::new))
                        .map(row -> Map.entry(number(row, "box_id"), number(row, "top_seq"))).all().collectList())
                .collect(HashMap::new,
                        (tops, chunk) -> chunk.forEach(entry -> tops.put(entry.getKey(), entry.getValue())));
    }

    private record Row(BoxState state, long until, @Nullable EventEnvelope event) {}

    private static EventPage page(long box, long afterSeq, int limit, boolean everything, List<Row> rows) {
        long until = rows.getFirst().until();
        BoxState state = rows.getFirst().state(); // a page without events is one row with the state
        List<EventEnvelope> events = new ArrayList<>(rows.size());
        for (Row row : rows) {
            if (row.event() != null) {
                events.add(row.event());
            }
        }
        long scanned = events.size() == limit
                ? Long.parseLong(events.getLast().sequence())
                : Math.max(afterSeq, Math.min(until, state.top()));
        if (everything && afterSeq >= state.floor() && events.size() != scanned - afterSeq) {
            throw new IllegalStateException("box " + box + " has a hole after seq " + afterSeq);
        }
        return new EventPage(state, events, scanned);
    }

    private static BoxState state(long box, Readable row) {
        return new BoxState(box, Objects.requireNonNull(row.get("epoch", Integer.class)), number(row, "top_seq"),
                number(row, "floor_seq"));
    }

    private static @Nullable EventEnvelope envelope(long box, Readable row) {
        Long seq = row.get("seq", Long.class);
        if (seq == null) {
            return null; // the box is there, nothing after the position is
        }
        int epoch = Objects.requireNonNull(row.get("epoch", Integer.class));
        return EventEnvelope.of(Objects.requireNonNull(row.get("event_id", UUID.class)).toString(), box,
                Objects.requireNonNull(row.get("type", String.class)), row.get("subject", String.class),
                MILLIS.format(Objects.requireNonNull(row.get("at", Instant.class))),
                new Cursor(epoch, seq),
                Objects.requireNonNull(row.get("data", String.class)));
    }

    private static long number(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Long.class));
    }
}

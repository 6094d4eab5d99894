package kz.centerpro.hub.docflow;

import io.r2dbc.spi.Readable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import kz.centerpro.contracts.document.DocumentCounters;
import kz.centerpro.contracts.event.Cursor;
import kz.centerpro.hub.kernel.BinaryValue;
import kz.centerpro.hub.kernel.Rows;
import kz.centerpro.hub.kernel.Tx;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Which documents a list shows: positions by filter, counters, and the words that they are found by. */
final class ListStore {

    /** Documents that are looked through before the index of words is asked: common words are found here. */
    private static final int NEWEST = 2000;
    private static final int WORDS_AT_ONCE = 2000;
    /** As many as there are, at most: a walk for the last of few would go through the whole box. */
    private static final String UNREAD = "least(:limit, (select coalesce(sum(c.n), 0) from hub.counter c where c.box_id = :box"
            + " and c.direction = 'in' and c.name in ('DELIVERED', 'RECEIVED') and c.name = any (:statuses)))";

    private final Tx tx;
    private final JsonMapper json;

    ListStore(Tx tx, JsonMapper json) {
        this.tx = tx;
        this.json = json;
    }

    /** The newest positions that the query asks for, descending. */
    Mono<List<Long>> positions(ListQuery query) {
        if (query.words() == null) {
            return found(query, query.statuses().isEmpty() || query.toSign() ? byPosition(query) : byStatus(query));
        }
        return found(query, amongNewest(query)).filter(newest -> newest.size() == query.limit())
                .switchIfEmpty(Mono.defer(() -> found(query, byWords(query))));
    }

    private Mono<List<Long>> found(ListQuery query, String sql) {
        GenericExecuteSpec call = tx.client().sql(sql).bind("box", query.box()).bind("below", query.below())
                .bind("limit", query.limit());
        if (sql.contains(":direction")) {
            call = call.bind("direction", query.direction());
        }
        if (!query.statuses().isEmpty()) {
            call = call.bind("statuses", query.statuses().toArray(String[]::new));
        }
        if (query.words() != null) {
            call = call.bind("words", query.words());
        }
        if (query.from() != null) {
            call = call.bind("from", query.from());
        }
        if (query.to() != null) {
            call = call.bind("to", query.to());
        }
        return call.map(row -> Rows.get(row, "pos", Long.class)).all().collectList();
    }

    private static String byPosition(ListQuery query) {
        return "select r.pos from " + table(query) + " r where r.box_id = :box" + within(query, "r")
                + shown(query, "r") + " order by r.pos desc limit :limit";
    }

    /**
     * What somebody answered, what waits (to be read, to be delivered), what is read and what nobody answered is found
     * by indexes that hold nothing else. Whether something was fetched is in none, because that changes too often:
     * there the counters tell when all are found, and what was not fetched is mostly new.
     */
    static String byStatus(ListQuery query) {
        String from = "select r.pos from " + table(query) + " r where r.box_id = :box";
        String newest = " order by r.pos desc limit :limit)";
        List<String> parts = new ArrayList<>();
        if (query.hasAnyStatus(ListQuery.ANSWERED)) {
            parts.add("(select a.pos from unnest(:statuses) s(name) cross join lateral (" + from + " and r."
                    + (query.isIn() ? "answer" : "answered") + " = s.name" + within(query, "r") + newest + " a)");
        }
        if (query.hasAnyStatus(ListQuery.WAITING)) {
            parts.add(query.isIn()
                    ? unread(query)
                    : "(" + from + within(query, "r") + shown(query, "r")
                            + " and r.number in (select o.number from hub.outbox o where o.box_id = :box and o.kind = 'DELIVER'"
                            + " union all select w.number from hub.waiting w where w.box_id = :box"
                            + " union all select l.number from hub.leg l where l.box_id = :box and l.reason is not null)"
                            + newest);
        }
        if (query.hasAnyStatus(ListQuery.COMMON)) {
            parts.add("(" + from + within(query, "r") + (query.isIn()
                    ? " and r.answer is null and r.read_at is not null"
                    : " and r.answered is null and r.shown = 'COMPLETED'") + newest);
        }
        return "select p.pos from (" + String.join(" union ", parts) + ") p order by p.pos desc limit :limit";
    }

    /**
     * From the newest down, until as many are found as the counters tell: {@code offset 0} keeps the planner, which
     * sees that few will match, from reading all that is not read and sorting it.
     */
    private static String unread(ListQuery query) {
        return "(select r.pos from (select r.pos, r.shown, r.to_sign from hub.inbox r where r.box_id = :box"
                + " and r.answer is null and r.read_at is null" + within(query, "r")
                + " order by r.pos desc offset 0) r where true" + shown(query, "r") + " limit " + UNREAD + ")";
    }

    private static String amongNewest(ListQuery query) {
        return "select w.pos from (select w.pos, w.words from hub.word w where w.box_id = :box and w.direction = :direction"
                + within(query, "w") + " order by w.pos desc limit " + NEWEST + ") w" + joined(query)
                + " where w.words @@ cast(:words as tsquery) order by w.pos desc limit :limit";
    }

    private static String byWords(ListQuery query) {
        return "with w as materialized (select w.pos from hub.word w where w.words @@ cast(:words as tsquery) and w.box_id = :box"
                + " and w.direction = :direction) select w.pos from w" + joined(query) + " where true"
                + within(query, "w") + " order by w.pos desc limit :limit";
    }

    private static String joined(ListQuery query) {
        String shown = shown(query, "r");
        return shown.isEmpty() ? "" : " join " + table(query) + " r on r.box_id = :box and r.pos = w.pos" + shown;
    }

    private static String table(ListQuery query) {
        return query.isIn() ? "hub.inbox" : "hub.document";
    }

    private static String shown(ListQuery query, String row) {
        return (query.statuses().isEmpty() ? "" : " and " + row + ".shown = any (:statuses)")
                + (query.toSign() ? " and " + row + ".to_sign" : "");
    }

    /** Days are stretches of positions. */
    private static String within(ListQuery query, String row) {
        String day = "(select d.first_pos from hub.box_day d where d.box_id = :box and d.direction = :direction and d.day ";
        return " and " + row + ".pos < " + (query.to() == null
                ? ":below"
                : "least(:below, " + day + "> :to order by d.day limit 1))")
                + (query.from() == null
                        ? ""
                        : " and " + row + ".pos >= coalesce(" + day + ">= :from order by d.day limit 1), "
                                + Long.MAX_VALUE + ")");
    }

    /** Counters and cursor of one snapshot. */
    Mono<DocumentCounters> counters(long box, String direction) {
        return tx.client().sql("""
                select coalesce(e.epoch, eventlog.current_epoch()) as epoch, coalesce(e.top_seq, 0) as seq,
                       (select coalesce(jsonb_object_agg(c.name, c.n), '{}')::text from hub.counter c
                         where c.box_id = :box and c.direction = :direction and c.n <> 0) as counts
                  from (select cast(:box as bigint) as id) x left join eventlog.box e on e.box_id = x.id""")
                .bind("box", box).bind("direction", direction).map(this::counted).one();
    }

    private DocumentCounters counted(Readable row) {
        Map<String, Long> counts = new TreeMap<>();
        json.readTree(Rows.get(row, "counts", String.class)).properties()
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue().asLong()));
        long toSign = Objects.requireNonNullElse(counts.remove("TO_SIGN"), 0L);
        return new DocumentCounters(
                new Cursor(Rows.get(row, "epoch", Integer.class), Rows.get(row, "seq", Long.class)).encode(),
                counts.values().stream().mapToLong(Long::longValue).sum(), toSign,
                counts.getOrDefault(LegState.DELIVERED.name(), 0L) + counts.getOrDefault(LegState.RECEIVED.name(), 0L),
                counts);
    }

    /** Every counter that is not what the rows say. */
    Flux<String> recount() {
        return tx.client().sql("select * from hub.recount(null)")
                .map(row -> "box " + row.get("box_id", Long.class) + " " + row.get("direction", String.class) + " "
                        + row.get("name", String.class) + ": kept " + row.get("kept", Long.class) + ", counted "
                        + row.get("counted", Long.class))
                .all();
    }

    private record Unwritten(long pos, String words) {}

    /** Writes the words of the next documents that have none; how many they were. */
    Mono<Integer> writeWords(long box, String direction) {
        boolean in = direction.equals(ListQuery.IN);
        String parties = in
                ? "select i.pos, i.number, i.meta ->> 'title' as title, i.meta ->> 'documentType' as type, i.meta #>> '{sender,name}' as names, "
                        + "(i.meta #>> '{sender,country}') || ':' || (i.meta #>> '{sender,taxId}') as parties from hub.inbox i"
                : """
                        select i.pos, i.number, i.meta ->> 'title' as title, i.meta ->> 'documentType' as type,
                               (select string_agg(l.recipient ->> 'name', ' ') from hub.leg l where l.box_id = i.box_id and l.number = i.number) as names,
                               (select string_agg((l.recipient ->> 'country') || ':' || (l.recipient ->> 'taxId'), e'\\n') from hub.leg l
                                 where l.box_id = i.box_id and l.number = i.number) as parties from hub.document i""";
        return tx.client().sql(parties
                + " where i.box_id = :box and i.pos > (select coalesce(max(w.pos), 0) from hub.word w where w.box_id = :box and w.direction = :direction)"
                + " order by i.pos limit " + WORDS_AT_ONCE).bind("box", box).bind("direction", direction)
                .map(row -> new Unwritten(Rows.get(row, "pos", Long.class),
                        SearchWords.stored(box, direction, Rows.get(row, "number", String.class),
                                row.get("title", String.class) + " " + row.get("names", String.class),
                                String.valueOf(row.get("parties", String.class)).lines().toList(),
                                row.get("type", String.class))))
                .all().collectList().filter(found -> !found.isEmpty())
                .flatMap(found -> tx.client()
                        .sql("""
                                insert into hub.word (box_id, direction, pos, words)
                                select :box, :direction, pos, array_to_tsvector(string_to_array(words, ' ')) from unnest(:positions, :words) u(pos, words)
                                on conflict do nothing""")
                        .bind("box", box).bind("direction", direction)
                        .bind("positions", BinaryValue.longs(found, Unwritten::pos))
                        .bind("words", BinaryValue.texts(found, Unwritten::words)).then().thenReturn(found.size()))
                .defaultIfEmpty(0);
    }
}

package kz.centerpro.notification.notice;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import kz.centerpro.contracts.event.Cursor;
import kz.centerpro.contracts.event.EventEnvelope;
import kz.centerpro.contracts.notice.NotificationView;
import kz.centerpro.contracts.party.WireTime;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** The tables of notices and of their readers. Leases run by the clock of the store. */
public final class NoticeStore {

    // A stretch of all boxes, in order: those of it whose log goes on after their reader, how long it is and where it
    // ends.
    private static final String BEHIND = """
            with looked as (
              select b.box_id, b.top_seq, b.epoch from eventlog.box b where b.box_id > :from
               order by b.box_id limit :chunk)
            select count(*) as boxes, coalesce(max(l.box_id), 0) as last,
                   array_agg(l.box_id) filter (where r.box_id is null or r.seq <> l.top_seq or r.epoch <> l.epoch) as behind
              from looked l left join notification.notice_box r on r.box_id = l.box_id""";

    // A box that was never read has no row yet. Two nodes that claim at once meet on the row, and the second finds the
    // lease.
    private static final String CLAIM = """
            with claimed as (
              insert into notification.notice_box as r (box_id, epoch, owner, owner_until)
              select b.box_id, b.epoch, gen_random_uuid(), clock_timestamp() + :lease * interval '1 millisecond'
                from eventlog.box b left join notification.notice_box r on r.box_id = b.box_id
               where b.box_id = any (:boxes) and (r.box_id is null
                     or (r.owner_until < clock_timestamp() and (r.seq <> b.top_seq or r.epoch <> b.epoch)))
               order by b.box_id
              on conflict (box_id) do update set owner = excluded.owner, owner_until = excluded.owner_until
               where r.owner_until < clock_timestamp()
              returning r.box_id, r.owner, r.epoch, r.seq)
            select c.box_id, c.owner, c.epoch, c.seq, b.epoch as log_epoch, b.top_seq, b.last_day, t.language, p.kind, p.channel,
                   p.wanted, coalesce((select max(d.day) from eventlog.box_day d
                                        where d.box_id = c.box_id and d.first_seq <= c.seq + 1), date '0001-01-01') as day
              from claimed c join eventlog.box b on b.box_id = c.box_id
              left join notification.contact t on t.box_id = c.box_id
              left join notification.preference p on p.box_id = c.box_id
             order by c.box_id""";
    // :lately and :soon are named beside each box's own day so that the plan opens no other partition.
    private static final String PAGES = """
            select e.box_id, c.epoch, e.seq, e.event_id, e.type, e.subject, e.at, e.data
              from unnest(:boxes, :epochs, :afters, :untils, cast(:days as date[])) c(box, epoch, after, until, day)
             cross join lateral (
                   select x.box_id, x.seq, x.event_id, x.type, x.subject, x.at, x.data::text as data
                     from eventlog.event x
                    where x.box_id = c.box and x.seq > c.after and x.seq <= c.until and x.day between :lately and :soon
                      and x.day >= c.day and x.type = any (:types)
                    order by x.seq limit :limit) e
             order by e.box_id, e.seq""";
    /** Events of one box looked at in one page. */
    private static final int SCAN = 4_096;
    /** From yesterday to tomorrow, since the log's day is Almaty's. */
    static final int DAYS = 2;
    private static final String RELEASE = """
            update notification.notice_box b set owner = null, owner_until = '-infinity'
              from unnest(:boxes, :owners) i(box, owner) where b.box_id = i.box and b.owner = i.owner""";
    private static final String SETTINGS = """
            select c.language, p.kind, p.channel, p.wanted
              from (select cast(:box as bigint) as box_id) x
              left join notification.contact c on c.box_id = x.box_id
              left join notification.preference p on p.box_id = x.box_id""";
    private static final String PLACE = """
            select box_id from notification.place_group(:boxes, :owners, :epochs, :seqs, :parked, :at, :most, :noticeBoxes, :ids,
                   :events, :noticeSeqs, :kinds, :languages, :subjects, :texts, :subjectsRu, :textsRu, :documents, :sha256,
                   cast(:ats as timestamptz[]), :channels)""";

    private static final String COLUMNS = """
            select n.no, n.notice_id, n.kind, n.language, n.subject, n.text, n.subject_ru, n.text_ru, n.document,
                   encode(n.sha256, 'hex') as sha256, n.event_at, n.placed_at, n.read_at
              from notification.notice n where n.box_id = :box""";
    private static final String ONE = COLUMNS + " and n.notice_id = :id";
    private static final String PAGE = COLUMNS + " and n.no < :before order by n.no desc limit :limit";
    private static final String UNREAD = """
            select coalesce((select r.unread from notification.notice_box r where r.box_id = :box), 0)""";
    private static final String READ = "select notification.read_notice(:box, :id, :now)";

    private final DatabaseClient client;
    private final JsonMapper json;

    public NoticeStore(DatabaseClient client, JsonMapper json) {
        this.client = client;
        this.json = json;
    }

    /** A stretch of boxes: how many, the last of them, and those whose log goes on after their reader. */
    record Looked(long count, long last, List<Long> behind) {}

    Mono<Looked> behind(long from, int chunk) {
        return client.sql(BEHIND).bind("from", from).bind("chunk", chunk).map(row -> {
            Long[] behind = row.get("behind", Long[].class);
            return new Looked(number(row, "boxes"), number(row, "last"), behind == null ? List.of() : List.of(behind));
        }).one();
    }

    /** Claims those of {@code boxes} that have something to read and nobody who reads it; in the order of boxes. */
    Mono<List<NoticeGroup.Reading>> claim(Collection<Long> boxes, Duration lease) {
        return client.sql(CLAIM).bind("boxes", boxes.toArray(Long[]::new)).bind("lease", lease.toMillis())
                .map(row -> new Claimed(new NoticeClaim(number(row, "box_id"), uuid(row, "owner"),
                        Objects.requireNonNull(row.get("epoch", Integer.class)), number(row, "seq")),
                        Objects.requireNonNull(row.get("log_epoch", Integer.class)), number(row, "top_seq"),
                        Objects.requireNonNull(row.get("day", LocalDate.class)), row.get("last_day", LocalDate.class),
                        Choice.of(row)))
                .all().collectList().map(NoticeStore::readings);
    }

    private record Claimed(NoticeClaim claim, int epoch, long top, LocalDate day, @Nullable LocalDate lastDay,
            Choice choice) {}

    private static List<NoticeGroup.Reading> readings(List<Claimed> rows) {
        Map<NoticeClaim, List<Claimed>> claims = new LinkedHashMap<>();
        rows.forEach(row -> claims.computeIfAbsent(row.claim(), _ -> new ArrayList<>(1)).add(row));
        return claims.values().stream().map(of -> new NoticeGroup.Reading(of.getFirst().claim(),
                of.getFirst().epoch(), of.getFirst().top(), of.getFirst().day(), of.getFirst().lastDay(),
                settings(of.stream().map(Claimed::choice).toList()))).toList();
    }

    /** Up to where a page of {@code reading} looks; after a restore the log may end before its reader. */
    static long until(NoticeGroup.Reading reading) {
        return Math.min(reading.top(), reading.claim().seq() + SCAN);
    }

    /**
     * By box, at most {@code limit} events after the reader's place that notices are made of.
     *
     * @param lately
     *            a day that none of the readers' next events is older than; none is newer than two days later
     */
    Mono<Map<Long, List<EventEnvelope>>> pages(List<NoticeGroup.Reading> readings, LocalDate lately, int limit) {
        if (readings.isEmpty()) {
            return Mono.just(Map.of());
        }
        return client.sql(PAGES).bind("boxes", readings.stream().map(one -> one.claim().box()).toArray(Long[]::new))
                .bind("epochs", readings.stream().map(NoticeGroup.Reading::epoch).toArray(Integer[]::new))
                .bind("afters", readings.stream().map(one -> one.claim().seq()).toArray(Long[]::new))
                .bind("untils", readings.stream().map(NoticeStore::until).toArray(Long[]::new))
                .bind("days", readings.stream().map(one -> one.day().toString()).toArray(String[]::new))
                .bind("lately", lately).bind("soon", lately.plusDays(DAYS))
                .bind("types", NoticeKind.TYPES.toArray(String[]::new)).bind("limit", limit)
                .map(row -> Map.entry(number(row, "box_id"), envelope(row))).all()
                .collect(Collectors.groupingBy(Map.Entry::getKey,
                        Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    private static EventEnvelope envelope(Readable row) {
        return EventEnvelope.of(uuid(row, "event_id").toString(), number(row, "box_id"), text(row, "type"),
                row.get("subject", String.class), time(row, "at"),
                new Cursor(Objects.requireNonNull(row.get("epoch", Integer.class)), number(row, "seq")),
                text(row, "data"));
    }

    Mono<Void> release(List<NoticeClaim> claims) {
        return client.sql(RELEASE).bind("boxes", claims.stream().map(NoticeClaim::box).toArray(Long[]::new))
                .bind("owners", claims.stream().map(NoticeClaim::owner).toArray(UUID[]::new)).then();
    }

    /** What the participant of the box chose. */
    Mono<Settings> settings(long box) {
        return client.sql(SETTINGS).bind("box", box).map(Choice::of).all().collectList().map(NoticeStore::settings);
    }

    private record Choice(String language, @Nullable String key, boolean wanted) {

        static Choice of(Readable row) {
            String language = row.get("language", String.class);
            String kind = row.get("kind", String.class);
            return new Choice(language == null ? Settings.LANGUAGE_AT_FIRST : language,
                    kind == null ? null : Settings.key(kind, text(row, "channel")),
                    kind != null && flag(row, "wanted"));
        }
    }

    private static Settings settings(List<Choice> choices) {
        Map<String, Boolean> chosen = new HashMap<>();
        for (Choice choice : choices) {
            if (choice.key() != null) {
                chosen.put(choice.key(), choice.wanted());
            }
        }
        return new Settings(choices.getFirst().language(), chosen);
    }

    /**
     * The notices of all boxes and the cursors after them in one step; gives the claims back. Says which boxes were
     * moved: of a claim that was lost nothing was done.
     */
    Mono<Set<Long>> place(List<NoticeReader.Turn> turns, Instant now, NoticeLimits limits) {
        List<Placed> all = turns.stream()
                .flatMap(turn -> turn.drafts().stream().map(draft -> new Placed(turn, draft))).toList();
        return client.sql(PLACE).bind("boxes", array(turns, turn -> turn.moved().box(), Long[]::new))
                .bind("owners", array(turns, turn -> turn.moved().owner(), UUID[]::new))
                .bind("epochs", array(turns, turn -> turn.moved().epoch(), Integer[]::new))
                .bind("seqs", array(turns, turn -> turn.moved().seq(), Long[]::new))
                .bind("parked", texts(turns, this::parked)).bind("at", now).bind("most", limits.perHour())
                .bind("noticeBoxes", array(all, one -> one.turn.moved().box(), Long[]::new))
                .bind("ids", array(all, one -> one.draft.id(), UUID[]::new))
                .bind("events", array(all, one -> one.draft.event(), UUID[]::new))
                .bind("noticeSeqs", array(all, one -> one.draft.seq(), Long[]::new))
                .bind("kinds", texts(all, one -> one.draft.kind().name()))
                .bind("languages", texts(all, one -> one.draft.language()))
                .bind("subjects", texts(all, one -> one.draft.subject()))
                .bind("texts", texts(all, one -> one.draft.text()))
                .bind("subjectsRu", texts(all, one -> one.draft.subjectRu()))
                .bind("textsRu", texts(all, one -> one.draft.textRu()))
                .bind("documents", texts(all, one -> one.draft.document()))
                .bind("sha256", texts(all, one -> one.draft.sha256()))
                .bind("ats", texts(all, one -> one.draft.at().toString()))
                .bind("channels", texts(all, one -> one.turn.settings().channels(one.draft.kind())))
                .map(row -> number(row, "box_id")).all().collect(Collectors.toSet());
    }

    /** A notice with what it belongs to; a row of the columns that {@code notification.place_group} takes. */
    private record Placed(NoticeReader.Turn turn, Draft draft) {}

    private static <I, T> T[] array(List<I> items, Function<I, T> part, IntFunction<T[]> made) {
        return items.stream().map(part).toArray(made);
    }

    private static <I> @Nullable String[] texts(List<I> items, Function<I, @Nullable String> part) {
        @Nullable
        String[] texts = new String[items.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = part.apply(items.get(i));
        }
        return texts;
    }

    private @Nullable String parked(NoticeReader.Turn turn) {
        return turn.parked().isEmpty() ? null : json.writeValueAsString(turn.parked());
    }

    /**
     * A notice with its number in the box.
     */
    record Numbered(long no, NotificationView notice) {}

    Flux<Numbered> page(long box, long before, int limit) {
        return client.sql(PAGE).bind("box", box).bind("before", before).bind("limit", limit)
                .map(NoticeStore::numbered).all();
    }

    Mono<Numbered> show(long box, UUID id) {
        return client.sql(ONE).bind("box", box).bind("id", id).map(NoticeStore::numbered).one();
    }

    Mono<Long> unread(long box) {
        return client.sql(UNREAD).bind("box", box).map(row -> Objects.requireNonNull(row.get(0, Long.class))).one();
    }

    /** Empty if the box has no such notice. */
    Mono<Boolean> read(long box, UUID id, Instant now) {
        return client.sql(READ).bind("box", box).bind("id", id).bind("now", now)
                .map(row -> row.get(0, Instant.class) != null).one().filter(there -> there);
    }

    private static Numbered numbered(Readable row) {
        Instant read = row.get("read_at", Instant.class);
        String language = text(row, "language");
        NotificationView.Prevailing prevailing = language.equals(NoticeTexts.PREVAILING)
                ? null
                : new NotificationView.Prevailing(NoticeTexts.PREVAILING, text(row, "subject_ru"),
                        text(row, "text_ru"));
        return new Numbered(number(row, "no"), new NotificationView(uuid(row, "notice_id").toString(),
                text(row, "kind"), language, text(row, "subject"), text(row, "text"), prevailing,
                row.get("document", String.class), text(row, "sha256"), time(row, "event_at"), time(row, "placed_at"),
                read == null ? null : WireTime.format(read), null));
    }

    private static String time(Readable row, String column) {
        return WireTime.format(Objects.requireNonNull(row.get(column, Instant.class)));
    }

    private static boolean flag(Readable row, String column) {
        return Boolean.TRUE.equals(row.get(column, Boolean.class));
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

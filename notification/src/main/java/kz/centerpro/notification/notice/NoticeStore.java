package kz.centerpro.notification.notice;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import kz.centerpro.contracts.notice.NotificationView;
import kz.centerpro.contracts.party.WireTime;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** The tables of notices and of their readers. Leases run by the clock of the store. */
public final class NoticeStore {

    // A stretch of all boxes, in order: those of it whose log goes on after their reader, and where the stretch ends.
    private static final String BEHIND = """
            with looked as (
              select b.box_id, b.top_seq, b.epoch from eventlog.box b where b.box_id > :from
               order by b.box_id limit :chunk)
            select l.box_id, (r.box_id is null or r.seq <> l.top_seq or r.epoch <> l.epoch) as behind
              from looked l left join notification.notice_box r on r.box_id = l.box_id order by l.box_id""";

    // A box that was never read has no row yet. Two nodes that claim at once meet on the row, and the second finds the
    // lease.
    private static final String CLAIM = """
            insert into notification.notice_box as r (box_id, epoch, owner, owner_until)
            select b.box_id, b.epoch, gen_random_uuid(), clock_timestamp() + :lease * interval '1 millisecond'
              from eventlog.box b left join notification.notice_box r on r.box_id = b.box_id
             where b.box_id = any (:boxes) and (r.box_id is null
                   or (r.owner_until < clock_timestamp() and (r.seq <> b.top_seq or r.epoch <> b.epoch)))
             order by b.box_id
            on conflict (box_id) do update set owner = excluded.owner, owner_until = excluded.owner_until
             where r.owner_until < clock_timestamp()
            returning r.box_id, r.owner, r.epoch, r.seq""";
    private static final String RELEASE = """
            update notification.notice_box set owner = null, owner_until = '-infinity'
             where box_id = :box and owner = :owner""";
    private static final String SETTINGS = """
            select c.language, p.kind, p.channel, p.wanted
              from (select cast(:box as bigint) as box_id) x
              left join notification.contact c on c.box_id = x.box_id
              left join notification.preference p on p.box_id = x.box_id""";
    private static final String PLACE = """
            select notification.place(:box, :owner, :epoch, :seq, :at, :lease, :most, cast(:notices as jsonb),
                   cast(:parked as jsonb))""";

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

    /** A box and whether its log goes on after its reader. */
    record Looked(long box, boolean behind) {}

    Mono<List<Looked>> behind(long from, int chunk) {
        return client.sql(BEHIND).bind("from", from).bind("chunk", chunk)
                .map(row -> new Looked(number(row, "box_id"), flag(row, "behind"))).all().collectList();
    }

    /** Claims those of {@code boxes} that have something to read and nobody who reads it. */
    Mono<List<NoticeClaim>> claim(Collection<Long> boxes, Duration lease) {
        return client.sql(CLAIM).bind("boxes", boxes.toArray(Long[]::new)).bind("lease", lease.toMillis())
                .map(row -> new NoticeClaim(number(row, "box_id"), uuid(row, "owner"),
                        Objects.requireNonNull(row.get("epoch", Integer.class)), number(row, "seq")))
                .all().collectList();
    }

    Mono<Void> release(NoticeClaim claim) {
        return client.sql(RELEASE).bind("box", claim.box()).bind("owner", claim.owner()).then();
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

    /** The notices and the cursor {@code moved} in one step; false, and nothing was done, when the claim was lost. */
    Mono<Boolean> place(NoticeClaim moved, Settings settings, List<Draft> drafts, List<Draft.Parked> parked,
            Instant now, NoticeLimits limits) {
        return client.sql(PLACE).bind("box", moved.box()).bind("owner", moved.owner()).bind("epoch", moved.epoch())
                .bind("seq", moved.seq()).bind("at", now).bind("lease", limits.lease().toMillis())
                .bind("most", limits.perHour()).bind("notices", notices(drafts, settings))
                .bind("parked", json.writeValueAsString(parked))
                .map(row -> Objects.requireNonNull(row.get(0, Boolean.class))).one();
    }

    private String notices(List<Draft> drafts, Settings settings) {
        List<Map<String, Object>> rows = new ArrayList<>(drafts.size());
        for (Draft draft : drafts) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("ord", rows.size());
            row.put("id", draft.id().toString());
            row.put("event", draft.event().toString());
            row.put("seq", draft.seq());
            row.put("kind", draft.kind().name());
            row.put("language", draft.language());
            row.put("subject", draft.subject());
            row.put("text", draft.text());
            row.put("subject_ru", draft.subjectRu());
            row.put("text_ru", draft.textRu());
            String document = draft.document();
            if (document != null) {
                row.put("document", document);
            }
            row.put("sha256", draft.sha256());
            row.put("at", WireTime.format(draft.at()));
            row.put("channels", settings.channels(draft.kind()));
            rows.add(row);
        }
        return json.writeValueAsString(rows);
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

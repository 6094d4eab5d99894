package kz.centerpro.hub.counterparty;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import kz.centerpro.hub.kernel.Rows;
import kz.centerpro.hub.kernel.Tx;
import kz.centerpro.hub.participant.TaxNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Tables {@code hub.counterparty} and {@code hub.counterparty_list}. */
final class CounterpartyStore {

    private static final String COLUMNS = "c.country, c.tax_id, c.alias, c.groups, c.name, c.blocked_at, "
            + "c.created_at, c.invited_at, c.connected_at";
    /** Arrays of arrays must be even, so the groups of many rows come joined. */
    private static final String JOINT = "\n";

    private final Tx tx;

    CounterpartyStore(Tx tx) {
        this.tx = tx;
    }

    /** What is asked of a list; nulls do not narrow it. */
    record Filter(@Nullable String words, @Nullable String group, @Nullable String state, @Nullable Boolean blocked) {}

    /** A place in the order of a list: by the word shown, then by number. */
    record Place(String word, TaxNumber key) {}

    record Placed(String word, Entry entry) {}

    /** How long a list is, and all its groups. */
    record Size(long entries, List<String> groups) {}

    /** How many entries were added, or asked about, since {@code from}; null when none ever was. */
    record Additions(@Nullable Instant from, int added) {}

    /** An entry whose counterparty has joined. */
    record Joined(long box, Entry entry, String name) {}

    /** Taken first by who changes a list. */
    Mono<Additions> lock(long box) {
        return tx.client().sql("""
                insert into hub.counterparty_list as l (box_id) values (:box)
                on conflict (box_id) do update set box_id = l.box_id returning window_from, window_added""")
                .bind("box", box).map(CounterpartyStore::read).one();
    }

    /** The same without taking it. */
    Mono<Additions> additions(long box) {
        return tx.client().sql("select window_from, window_added from hub.counterparty_list where box_id = :box")
                .bind("box", box).map(CounterpartyStore::read).one().defaultIfEmpty(new Additions(null, 0));
    }

    /** Of numbers that files only asked about; the list is locked. */
    Mono<Additions> asked(long box) {
        return tx.client().sql("select asked_from as window_from, asked as window_added from hub.counterparty_list "
                + "where box_id = :box").bind("box", box).map(CounterpartyStore::read).one();
    }

    Mono<Void> countAsked(long box, Instant from, int asked) {
        return tx.client().sql("update hub.counterparty_list set asked_from = :from, asked = :asked "
                + "where box_id = :box").bind("from", utc(from)).bind("asked", asked).bind("box", box).then();
    }

    Mono<Void> count(long box, Instant from, int added) {
        return tx.client().sql("update hub.counterparty_list set window_from = :from, window_added = :added "
                + "where box_id = :box").bind("from", utc(from)).bind("added", added).bind("box", box).then();
    }

    private static Additions read(Readable row) {
        return new Additions(row.get("window_from", Instant.class), Rows.get(row, "window_added", Integer.class));
    }

    Flux<Entry> find(long box, Collection<TaxNumber> keys) {
        return tx.client().sql("select " + COLUMNS + """
                 from hub.counterparty c join unnest(:countries, :ids) k(country, tax_id)
                   on c.country = k.country and c.tax_id = k.tax_id
                where c.box_id = :box""").bind("box", box)
                .bind("countries", texts(keys, TaxNumber::country)).bind("ids", texts(keys, TaxNumber::taxId))
                .map(CounterpartyStore::entry).all();
    }

    /** In the order of what is shown, by Kazakh rules. */
    Flux<Placed> page(long box, Filter filter, @Nullable Place after, int limit) {
        GenericExecuteSpec ask = tx.client().sql("select * from (select " + COLUMNS + """
                , coalesce(c.alias, c.name, c.tax_id) as word from hub.counterparty c
                 where c.box_id = :box
                   and (cast(:words as text) is null or c.words like '%' || :words || '%')
                   and (cast(:grp as text) is null or :grp = any (c.groups))
                   and (cast(:state as text) is null or :state = case when c.connected_at is not null then 'CONNECTED'
                                                        when c.invited_at is not null then 'INVITED' else 'CREATED' end)
                   and (cast(:blocked as boolean) is null or :blocked = (c.blocked_at is not null))) e
                 where cast(:word as text) is null or (word collate "kk-x-icu", country, tax_id)
                       > (cast(:word as text) collate "kk-x-icu", cast(:country as text), cast(:id as text))
                 order by word collate "kk-x-icu", country, tax_id limit :most""")
                .bind("box", box).bind("most", limit);
        ask = text(text(text(ask, "words", escaped(filter.words)), "grp", filter.group), "state", filter.state);
        ask = filter.blocked == null ? ask.bindNull("blocked", Boolean.class) : ask.bind("blocked", filter.blocked);
        ask = text(text(text(ask, "word", after == null ? null : after.word), "country",
                after == null ? null : after.key.country()), "id", after == null ? null : after.key.taxId());
        return ask.map(row -> new Placed(Rows.get(row, "word", String.class), entry(row))).all();
    }

    private static @Nullable String escaped(@Nullable String words) {
        return words == null ? null : words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    Mono<Size> size(long box) {
        return tx.client().sql("""
                select count(*) as entries, array(select distinct g from hub.counterparty x, unnest(x.groups) g
                                                   where x.box_id = :box order by g) as groups
                  from hub.counterparty where box_id = :box""").bind("box", box)
                .map(row -> new Size(Rows.get(row, "entries", Long.class),
                        List.of(Rows.get(row, "groups", String[].class))))
                .one();
    }

    /** Writes rows as they are. */
    Mono<Void> save(long box, List<Entry> entries) {
        if (entries.isEmpty()) {
            return Mono.empty();
        }
        return tx.client()
                .sql("""
                        insert into hub.counterparty as c (box_id, country, tax_id, alias, groups, name, words, blocked_at, created_at,
                                                           invited_at, connected_at)
                        select :box, i.country, i.id, i.alias,
                               case when i.groups = '' then '{}' else string_to_array(i.groups, chr(10)) end,
                               i.name, i.words, i.blocked, i.created, i.invited, i.connected
                          from unnest(:countries, :ids, :aliases, :groups, :names, :words, :blocked, :created, :invited, :connected)
                               i(country, id, alias, groups, name, words, blocked, created, invited, connected)
                        on conflict (box_id, country, tax_id) do update
                           set alias = excluded.alias, groups = excluded.groups, name = coalesce(excluded.name, c.name),
                               words = excluded.words, blocked_at = excluded.blocked_at, invited_at = excluded.invited_at,
                               connected_at = coalesce(c.connected_at, excluded.connected_at)""")
                .bind("box", box)
                .bind("countries", texts(entries, entry -> entry.key().country()))
                .bind("ids", texts(entries, entry -> entry.key().taxId()))
                .bind("aliases", texts(entries, Entry::alias))
                .bind("groups", texts(entries, entry -> String.join(JOINT, entry.groups())))
                .bind("names", texts(entries, Entry::name)).bind("words", texts(entries, Entry::words))
                .bind("blocked", times(entries, Entry::blockedAt)).bind("created", times(entries, Entry::createdAt))
                .bind("invited", times(entries, Entry::invitedAt))
                .bind("connected", times(entries, Entry::connectedAt)).then();
    }

    Mono<Void> delete(long box, TaxNumber key) {
        return tx.client()
                .sql("delete from hub.counterparty where box_id = :box and country = :country and tax_id = :id")
                .bind("box", box).bind("country", key.country()).bind("id", key.taxId()).then();
    }

    Mono<Void> blocksMoved(long box, Instant at) {
        return tx.client().sql("update hub.counterparty_list set blocks_changed_at = :at where box_id = :box")
                .bind("at", utc(at)).bind("box", box).then();
    }

    /** Lists whose blocks moved after that time. */
    Flux<Long> blocksMovedSince(Instant since) {
        return tx.client().sql("select box_id from hub.counterparty_list where blocks_changed_at > :since")
                .bind("since", utc(since)).map(row -> Rows.get(row, "box_id", Long.class)).all();
    }

    /** Whom a box takes nothing from. */
    Flux<TaxNumber> blocked(long box) {
        return tx.client()
                .sql("select country, tax_id from hub.counterparty where box_id = :box and blocked_at is not null")
                .bind("box", box)
                .map(row -> new TaxNumber(Rows.get(row, "country", String.class),
                        Rows.get(row, "tax_id", String.class)))
                .all();
    }

    /** Entries whose counterparty became active after that time, held until the transaction ends. */
    Flux<Joined> joinedSince(Instant since, int limit) {
        return tx.client().sql("select c.box_id, p.name as joined_as, " + COLUMNS + """
                 from hub.participant p join hub.counterparty c on c.country = p.country and c.tax_id = p.tax_id
                where p.activated_at > :since and c.connected_at is null
                order by c.box_id limit :most for update of c skip locked""").bind("since", utc(since))
                .bind("most", limit).map(row -> new Joined(Rows.get(row, "box_id", Long.class), entry(row),
                        Rows.get(row, "joined_as", String.class)))
                .all();
    }

    private static Entry entry(Readable row) {
        return new Entry(new TaxNumber(Rows.get(row, "country", String.class), Rows.get(row, "tax_id", String.class)),
                row.get("alias", String.class), List.of(Rows.get(row, "groups", String[].class)),
                row.get("name", String.class), row.get("blocked_at", Instant.class),
                Rows.get(row, "created_at", Instant.class), row.get("invited_at", Instant.class),
                row.get("connected_at", Instant.class));
    }

    private static <T> @Nullable String[] texts(Collection<T> rows, Function<T, @Nullable String> text) {
        return rows.stream().map(text).toArray(String[]::new);
    }

    private static @Nullable OffsetDateTime[] times(List<Entry> rows, Function<Entry, @Nullable Instant> time) {
        return rows.stream().map(time).map(at -> at == null ? null : utc(at)).toArray(OffsetDateTime[]::new);
    }

    private static OffsetDateTime utc(Instant at) {
        return OffsetDateTime.ofInstant(at, ZoneOffset.UTC);
    }

    private static GenericExecuteSpec text(GenericExecuteSpec ask, String name, @Nullable String value) {
        return value == null ? ask.bindNull(name, String.class) : ask.bind(name, value);
    }
}

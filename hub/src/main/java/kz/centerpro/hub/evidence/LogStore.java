package kz.centerpro.hub.evidence;

import static kz.centerpro.hub.kernel.BinaryValue.bytes;
import static kz.centerpro.hub.kernel.BinaryValue.ints;
import static kz.centerpro.hub.kernel.BinaryValue.longs;
import static kz.centerpro.hub.kernel.BinaryValue.texts;
import static kz.centerpro.hub.kernel.BinaryValue.uuids;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kz.centerpro.contracts.evidence.Frontier;
import kz.centerpro.hub.kernel.Rows;
import kz.centerpro.hub.kernel.Tx;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The tree, its entries and hashes, and how far boxes have been read. */
final class LogStore {

    private static final String APPEND = """
            select evidence.append(:size, :boxes, :numbers, :events, :lengths, :entries, :levels, :nos, :counts, :hashes,
                   :frontier, :moved, :seqs) as done""";
    // A stretch of all boxes, in order: those of it whose log goes on after their reader, and where it ends.
    private static final String BEHIND = """
            with looked as (
              select b.box_id, b.top_seq from eventlog.box b where b.box_id > :from order by b.box_id limit :chunk)
            select count(*) as boxes, coalesce(max(l.box_id), 0) as last,
                   array_agg(l.box_id) filter (where l.top_seq > coalesce(r.seq, 0)) as behind
              from looked l left join evidence.reader r on r.box_id = l.box_id""";

    private final Tx tx;

    LogStore(Tx tx) {
        this.tx = tx;
    }

    Mono<Frontier> edge() {
        return tx.client().sql("select size, frontier from evidence.tree where one")
                .map(row -> Frontier.of(Rows.get(row, "size", Long.class), Rows.get(row, "frontier", byte[].class)))
                .one();
    }

    /** An entry that is to be. */
    @SuppressWarnings("ArrayRecordComponent") // bound once
    record NewEntry(Step step, byte[] entry) {}

    /** How far a box has been read with them. */
    record Moved(long box, long seq) {}

    /** False, and nothing done, when the tree has no longer {@code size} entries. */
    Mono<Boolean> append(long size, List<NewEntry> entries, Growth growth, List<Moved> moved) {
        return tx.client().sql(APPEND).bind("size", size).bind("boxes", longs(entries, one -> one.step().box()))
                .bind("numbers", texts(entries, one -> one.step().number()))
                .bind("events", uuids(entries, one -> one.step().event()))
                .bind("lengths", ints(entries, one -> one.entry().length))
                .bind("entries", bytes(entries, NewEntry::entry))
                .bind("levels", ints(growth.pieces(), piece -> piece.tile().level()))
                .bind("nos", longs(growth.pieces(), piece -> piece.tile().no()))
                .bind("counts", ints(growth.pieces(), Growth.Piece::count))
                .bind("hashes", bytes(growth.pieces(), Growth.Piece::hashes)).bind("frontier", growth.frontier())
                .bind("moved", longs(moved, Moved::box)).bind("seqs", longs(moved, Moved::seq))
                .map(row -> Rows.get(row, "done", Boolean.class)).one();
    }

    /** A stretch of boxes: how many, the last of them, and those whose log goes on after their reader. */
    record Looked(long count, long last, List<Long> behind) {}

    Mono<Looked> behind(long from, int chunk) {
        return tx.client().sql(BEHIND).bind("from", from).bind("chunk", chunk).map(row -> {
            Long[] behind = row.get("behind", Long[].class);
            return new Looked(Rows.get(row, "boxes", Long.class), Rows.get(row, "last", Long.class),
                    behind == null ? List.of() : List.of(behind));
        }).one();
    }

    /** An entry with its place. */
    @SuppressWarnings("ArrayRecordComponent") // a row
    record Entry(long index, byte[] entry) {}

    /** The entries of a document, in the order of the tree. */
    Mono<List<Entry>> entries(long box, String number) {
        return tx.client()
                .sql("select index, entry from evidence.record where box_id = :box and number = :number order by index")
                .bind("box", box).bind("number", number)
                .map(row -> new Entry(Rows.get(row, "index", Long.class), Rows.get(row, "entry", byte[].class))).all()
                .collectList();
    }

    /** Entries of all documents, from an index on. */
    Flux<Entry> entriesFrom(long index, int limit) {
        return tx.client()
                .sql("select index, entry from evidence.record where index >= :index order by index limit :limit")
                .bind("index", index).bind("limit", limit)
                .map(row -> new Entry(Rows.get(row, "index", Long.class), Rows.get(row, "entry", byte[].class))).all();
    }

    /** Those that are not there are left out. */
    Mono<Map<Tile, byte[]>> tiles(Collection<Tile> wanted) {
        List<Tile> tiles = List.copyOf(wanted);
        return tx.client().sql("""
                select t.level, t.no, t.hashes from unnest(:levels, :nos) i(level, no)
                  join evidence.tile t on t.level = i.level and t.no = i.no""")
                .bind("levels", ints(tiles, Tile::level)).bind("nos", longs(tiles, Tile::no))
                .map(row -> Map.entry(new Tile(Rows.get(row, "level", Integer.class), Rows.get(row, "no", Long.class)),
                        Rows.get(row, "hashes", byte[].class)))
                .all()
                .collect(HashMap::new, (found, tile) -> found.put(tile.getKey(), tile.getValue()));
    }
}

package kz.centerpro.hub.evidence;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import kz.centerpro.hub.kernel.Rows;
import kz.centerpro.hub.kernel.Tx;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Table {@code evidence.checkpoint}. */
final class CheckpointStore {

    private final Tx tx;

    CheckpointStore(Tx tx) {
        this.tx = tx;
    }

    /** Empty before the first. */
    Mono<Checkpoint> newest() {
        return tx.client().sql("select * from evidence.checkpoint order by size desc limit 1")
                .map(CheckpointStore::checkpoint).one();
    }

    /** Roots by the sizes that were sealed, up to {@code size}. */
    Mono<Map<Long, byte[]>> roots(long size) {
        return tx.client().sql("select size, root from evidence.checkpoint where size <= :size").bind("size", size)
                .map(row -> Map.entry(Rows.get(row, "size", Long.class), Rows.get(row, "root", byte[].class))).all()
                .collect(HashMap::new, (roots, each) -> roots.put(each.getKey(), each.getValue()));
    }

    /** What the log's time is called: another one after the store was set back to a backup. */
    Mono<Integer> epoch() {
        return tx.client().sql("select eventlog.current_epoch() as epoch")
                .map(row -> Rows.get(row, "epoch", Integer.class)).one();
    }

    /** False for one that is not beyond every other. */
    Mono<Boolean> keep(Checkpoint made) {
        DatabaseClient.GenericExecuteSpec call = tx.client()
                .sql("select evidence.keep_checkpoint(:size, :origin, :root, :seal, :at, :stamped) as kept")
                .bind("size", made.size()).bind("origin", made.origin()).bind("root", made.root())
                .bind("seal", made.seal()).bind("at", made.at().atOffset(ZoneOffset.UTC));
        Instant stamped = made.stampedAt();
        return (stamped == null ? call.bindNull("stamped", Instant.class) : call.bind("stamped", stamped))
                .map(row -> Rows.get(row, "kept", Boolean.class)).one();
    }

    Mono<Integer> thin(Instant before) {
        return tx.client().sql("select evidence.thin_checkpoints(:before) as gone")
                .bind("before", before.atOffset(ZoneOffset.UTC)).map(row -> Rows.get(row, "gone", Integer.class)).one();
    }

    private static Checkpoint checkpoint(Readable row) {
        return new Checkpoint(Rows.get(row, "size", Long.class), Rows.get(row, "origin", String.class),
                Rows.get(row, "root", byte[].class), Rows.get(row, "seal", byte[].class),
                Rows.get(row, "at", Instant.class), row.get("stamped_at", Instant.class));
    }
}

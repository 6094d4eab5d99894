package kz.centerpro.hub.evidence;

import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import kz.centerpro.contracts.evidence.EvidenceRecord;
import kz.centerpro.contracts.evidence.EvidenceView;
import kz.centerpro.contracts.evidence.MerkleTree;
import kz.centerpro.contracts.evidence.ProofView;
import kz.centerpro.hub.kernel.Bulkhead;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Paths through the tree, out of the hashes that are kept. */
final class Proofs {

    private static final Base64.Encoder BASE64 = Base64.getEncoder();

    private final LogStore log;
    private final Bulkhead work;
    private final JsonMapper json;

    Proofs(LogStore log, Bulkhead work, JsonMapper json) {
        this.log = log;
        this.work = work;
        this.json = json;
    }

    /** {@code index < size}, and the log has that many. */
    Mono<ProofView> inclusion(long index, long size) {
        return log.tiles(Tile.of(MerkleTree.inclusionNodes(index, size)))
                .flatMap(tiles -> work.run(() -> inclusion(index, size, tiles)));
    }

    private static ProofView inclusion(long index, long size, Map<Tile, byte[]> tiles) {
        return new ProofView(index, null, size, encoded(MerkleTree.inclusion(index, size, hashes(tiles))));
    }

    /** {@code first <= second}, and the log has that many. */
    Mono<ProofView> consistency(long first, long second) {
        return log.tiles(Tile.of(MerkleTree.consistencyNodes(first, second)))
                .flatMap(tiles -> work.run(() -> new ProofView(null, first, second,
                        encoded(MerkleTree.consistency(first, second, hashes(tiles))))));
    }

    private static Function<MerkleTree.Node, byte[]> hashes(Map<Tile, byte[]> tiles) {
        return node -> Tile.hash(node, tiles);
    }

    private static List<String> encoded(List<byte[]> path) {
        return path.stream().map(BASE64::encodeToString).toList();
    }

    /**
     * The evidence of a document: its steps in the order of the log, proved as far as the checkpoint reaches.
     *
     * @param reader
     *            a recipient sees its own steps and those that concern no single one; null for the sender, who sees all
     */
    Mono<EvidenceView> evidence(long senderBox, String number, EvidenceRecord.@Nullable Party reader,
            @Nullable Checkpoint checkpoint) {
        return log.entries(senderBox, number).flatMap(all -> {
            List<Read> entries = all.stream().map(this::read).filter(entry -> entry.concerns(reader)).toList();
            Set<MerkleTree.Node> nodes = new LinkedHashSet<>();
            long size = checkpoint == null ? 0 : checkpoint.size();
            entries.stream().filter(entry -> entry.index() < size)
                    .forEach(entry -> nodes.addAll(MerkleTree.inclusionNodes(entry.index(), size)));
            return log.tiles(Tile.of(nodes)).flatMap(tiles -> work.run(() -> new EvidenceView(number,
                    entries.stream().map(entry -> entry.step(size, tiles)).toList(),
                    checkpoint == null ? null : checkpoint.view())));
        });
    }

    private Read read(LogStore.Entry entry) {
        return new Read(entry.index(), entry.entry(), json.readValue(entry.entry(), EvidenceRecord.class));
    }

    @SuppressWarnings("ArrayRecordComponent") // encoded once
    private record Read(long index, byte[] entry, EvidenceRecord record) {

        boolean concerns(EvidenceRecord.@Nullable Party reader) {
            return reader == null || record.recipient() == null || record.recipient().equals(reader);
        }

        EvidenceView.Step step(long size, Map<Tile, byte[]> tiles) {
            return new EvidenceView.Step(record, index, BASE64.encodeToString(entry),
                    BASE64.encodeToString(MerkleTree.leaf(entry)),
                    index < size ? inclusion(index, size, tiles) : null);
        }
    }
}

package kz.centerpro.hub.evidence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kz.centerpro.contracts.evidence.Frontier;
import kz.centerpro.contracts.evidence.MerkleTree;
import kz.centerpro.hub.kernel.Bulkhead;
import reactor.core.publisher.Mono;

/** Reckons the whole tree again from the entries, and compares it with what was kept and sealed. */
final class LogCheck {

    private static final int PAGE = 4_096; // whole tiles, so that each is looked at once
    private static final int FOUND_MAX = 100;

    private final LogStore log;
    private final CheckpointStore checkpoints;
    private final Bulkhead work;

    LogCheck(LogStore log, CheckpointStore checkpoints, Bulkhead work) {
        this.log = log;
        this.checkpoints = checkpoints;
        this.work = work;
    }

    /** What differs, in words; empty when nothing does. */
    Mono<List<String>> differences() {
        return log.edge().flatMap(edge -> checkpoints.roots(edge.size()).flatMap(sealed -> {
            Run run = new Run(edge, sealed);
            return page(run).expand(more -> more ? page(run) : Mono.empty()).then(Mono.fromSupplier(run::end));
        }));
    }

    /** Whether there is more. */
    private Mono<Boolean> page(Run run) {
        long from = run.made.size();
        int wanted = (int) Math.min(PAGE, run.kept.size() - from);
        if (wanted == 0) {
            return Mono.just(false);
        }
        return log.entriesFrom(from, wanted).collectList().flatMap(entries -> work.run(() -> run.take(entries)))
                .flatMap(
                        grown -> log.tiles(grown.keySet()).flatMap(tiles -> work.run(() -> run.compare(grown, tiles))));
    }

    private static final class Run {

        private final Frontier kept;
        private final Map<Long, byte[]> sealed;
        private final Frontier made = Frontier.empty();
        private final List<String> found = new ArrayList<>();
        /** How many hashes of each tile were compared; of tiles that are not full yet. */
        private final Map<Tile, Integer> compared = new HashMap<>();

        Run(Frontier kept, Map<Long, byte[]> sealed) {
            this.kept = kept;
            this.sealed = new HashMap<>(sealed);
        }

        Map<Tile, List<byte[]>> take(List<LogStore.Entry> entries) {
            Map<Tile, List<byte[]>> grown = new LinkedHashMap<>();
            for (LogStore.Entry entry : entries) {
                if (entry.index() != made.size()) {
                    note("entry " + made.size() + " is missing or there twice");
                    break;
                }
                made.append(MerkleTree.leaf(entry.entry()), (level, index, hash) -> {
                    if (Tile.keeps(level)) {
                        grown.computeIfAbsent(Tile.of(new MerkleTree.Node(level, index)), _ -> new ArrayList<>())
                                .add(hash);
                    }
                });
                byte[] root = sealed.remove(made.size());
                if (root != null && !Arrays.equals(root, made.root())) {
                    note("the checkpoint of " + made.size() + " entries has another root");
                }
            }
            if (entries.isEmpty()) {
                note("entry " + made.size() + " is missing");
            }
            return grown;
        }

        boolean compare(Map<Tile, List<byte[]>> grown, Map<Tile, byte[]> tiles) {
            grown.forEach((tile, hashes) -> {
                int before = compared.getOrDefault(tile, 0);
                byte[] there = tiles.getOrDefault(tile, new byte[0]);
                for (int i = 0; i < hashes.size(); i++) {
                    int at = (before + i) * MerkleTree.HASH;
                    if (there.length < at + MerkleTree.HASH || !Arrays.equals(hashes.get(i), 0, MerkleTree.HASH, there,
                            at, at + MerkleTree.HASH)) {
                        note("hash " + (before + i) + " of tile " + tile.no() + " on level " + tile.level()
                                + " differs");
                    }
                }
                if (before + hashes.size() == Tile.WIDTH) {
                    compared.remove(tile);
                } else {
                    compared.put(tile, before + hashes.size());
                }
            });
            return made.size() < kept.size() && !grown.isEmpty();
        }

        List<String> end() {
            if (made.size() == kept.size() && !Arrays.equals(made.toBytes(), kept.toBytes())) {
                note("the edge of the tree differs");
            }
            return List.copyOf(found);
        }

        private void note(String difference) {
            if (found.size() < FOUND_MAX) {
                found.add(difference);
            }
        }
    }
}

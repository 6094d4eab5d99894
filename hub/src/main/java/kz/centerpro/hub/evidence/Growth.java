package kz.centerpro.hub.evidence;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kz.centerpro.contracts.evidence.Frontier;
import kz.centerpro.contracts.evidence.MerkleTree;

/** What the tree becomes by further entries: the hashes that go to the ends of its tiles, and its new edge. Pure. */
@SuppressWarnings("ArrayRecordComponent") // bound once
record Growth(List<Piece> pieces, byte[] frontier) {

    /** Hashes at the end of a tile. */
    @SuppressWarnings("ArrayRecordComponent") // bound once
    record Piece(Tile tile, byte[] hashes) {

        int count() {
            return hashes.length / MerkleTree.HASH;
        }
    }

    static Growth of(Frontier edge, List<byte[]> entries) {
        Map<Tile, ByteArrayOutputStream> grown = new LinkedHashMap<>();
        for (byte[] entry : entries) {
            edge.append(MerkleTree.leaf(entry), (level, index, hash) -> {
                if (Tile.keeps(level)) {
                    grown.computeIfAbsent(Tile.of(new MerkleTree.Node(level, index)), _ -> new ByteArrayOutputStream())
                            .writeBytes(hash);
                }
            });
        }
        List<Piece> pieces = new ArrayList<>(grown.size());
        grown.forEach((tile, hashes) -> pieces.add(new Piece(tile, hashes.toByteArray())));
        return new Growth(pieces, edge.toBytes());
    }
}

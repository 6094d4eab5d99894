package kz.centerpro.hub.evidence;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import kz.centerpro.contracts.evidence.MerkleTree;
import org.jspecify.annotations.Nullable;

/**
 * Hashes of the tree are kept 256 in a row, and of every eighth level only (as C2SP tlog-tiles does): a row for each
 * hash would cost the store more than all the rest of a record. Pure.
 *
 * @param level
 *            0 has the entries' hashes, the next one those of complete subtrees over 256 of them
 */
record Tile(int level, long no) {

    static final int WIDTH = 256;
    private static final int HEIGHT = 8;

    /** Where the hashes under a complete subtree are. */
    static Tile of(MerkleTree.Node node) {
        int below = node.level() % HEIGHT;
        return new Tile(node.level() / HEIGHT, (node.index() << below) / WIDTH);
    }

    static Set<Tile> of(Set<MerkleTree.Node> nodes) {
        Set<Tile> tiles = new LinkedHashSet<>();
        nodes.forEach(node -> tiles.add(of(node)));
        return tiles;
    }

    /** Whether this subtree's own hash is kept. */
    static boolean keeps(int level) {
        return level % HEIGHT == 0;
    }

    /** The hash of a complete subtree, out of its tile. */
    static byte[] hash(MerkleTree.Node node, Map<Tile, byte[]> tiles) {
        int below = node.level() % HEIGHT;
        int first = (int) ((node.index() << below) % WIDTH);
        byte @Nullable [] hashes = tiles.get(of(node));
        int last = first + (1 << below);
        if (hashes == null || hashes.length < last * MerkleTree.HASH) {
            throw new IllegalStateException("the tree has not kept " + node);
        }
        List<byte[]> leaves = IntStream.range(first, last)
                .mapToObj(i -> Arrays.copyOfRange(hashes, i * MerkleTree.HASH, (i + 1) * MerkleTree.HASH)).toList();
        return MerkleTree.root(leaves);
    }
}

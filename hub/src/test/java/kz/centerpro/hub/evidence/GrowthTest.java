package kz.centerpro.hub.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import kz.centerpro.contracts.evidence.Frontier;
import kz.centerpro.contracts.evidence.MerkleTree;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** What is kept of a growing tree is enough to prove every entry and every beginning of it. */
@NullUnmarked // a missing root is a failed test
class GrowthTest {

    private static final int SIZE = 66_000; // a tile of the third level begins

    private final Map<Tile, byte[]> tiles = new HashMap<>();
    private final Random random = new Random(290);

    @Test
    void tilesProveWhateverTheSizesOfTheBatches() {
        List<byte[]> entries = IntStream.range(0, SIZE)
                .mapToObj(i -> ("entry " + i).getBytes(StandardCharsets.UTF_8)).toList();
        List<byte[]> leaves = entries.stream().map(MerkleTree::leaf).toList();
        Map<Integer, byte[]> roots = new HashMap<>();
        byte[] edge = new byte[0];
        int size = 0;
        while (size < SIZE) {
            int until = Math.min(SIZE, size + 1 + random.nextInt(random.nextBoolean() ? 5 : 3_000));
            Growth growth = Growth.of(Frontier.of(size, edge), entries.subList(size, until));
            growth.pieces().forEach(piece -> tiles.merge(piece.tile(), piece.hashes(), GrowthTest::joined));
            edge = growth.frontier();
            size = until;
            roots.put(size, Frontier.of(size, edge).root());
        }

        assertThat(tiles.keySet()).extracting(Tile::level).contains(0, 1, 2);
        assertThat(roots.get(SIZE)).isEqualTo(MerkleTree.root(leaves));
        List<Integer> sizes = new ArrayList<>(roots.keySet());
        for (int i = 0; i < 200; i++) {
            int of = sizes.get(random.nextInt(sizes.size()));
            int index = random.nextInt(of);
            assertThat(MerkleTree.includes(leaves.get(index), index, of,
                    MerkleTree.inclusion(index, of, node -> Tile.hash(node, tiles)), roots.get(of)))
                    .as(index + " of " + of).isTrue();
            int other = sizes.get(random.nextInt(sizes.size()));
            int first = Math.min(of, other);
            int second = Math.max(of, other);
            assertThat(MerkleTree.consistent(first, roots.get(first), second, roots.get(second),
                    MerkleTree.consistency(first, second, node -> Tile.hash(node, tiles)))).as(first + " to " + second)
                    .isTrue();
        }
    }

    private static byte[] joined(byte[] before, byte[] after) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(before);
        both.writeBytes(after);
        return both.toByteArray();
    }
}

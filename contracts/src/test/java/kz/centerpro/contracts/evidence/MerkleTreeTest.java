package kz.centerpro.contracts.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import kz.centerpro.contracts.evidence.MerkleTree.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MerkleTreeTest {

    /** Entries and roots that the implementations of Certificate Transparency share. */
    private static final List<String> ENTRIES = List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657",
            "606162636465666768696a6b6c6d6e6f");
    private static final int MOST = 70;

    private final Random random = new Random(20261201);
    private final List<byte[]> leaves = new ArrayList<>();
    private final Map<Node, byte[]> nodes = new HashMap<>();
    private final List<byte[]> roots = new ArrayList<>();

    MerkleTreeTest() {
        Frontier frontier = Frontier.empty();
        roots.add(frontier.root());
        for (int i = 0; i < MOST; i++) {
            byte[] entry = new byte[random.nextInt(40)];
            random.nextBytes(entry);
            leaves.add(MerkleTree.leaf(entry));
            frontier = Frontier.of(frontier.size(), frontier.toBytes());
            frontier.append(leaves.getLast(), (level, index, hash) -> nodes.put(new Node(level, index), hash));
            roots.add(frontier.root());
        }
    }

    @ParameterizedTest
    @CsvSource({"0, e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "1, 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "2, fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "3, aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "4, d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "5, 4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "6, 76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "7, ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "8, 5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"})
    void rootsAreThoseOfOtherImplementations(int size, String root) {
        List<byte[]> hashes = ENTRIES.stream().limit(size)
                .map(entry -> MerkleTree.leaf(HexFormat.of().parseHex(entry))).toList();
        assertThat(MerkleTree.root(hashes)).asHexString().isEqualToIgnoringCase(root);
    }

    @Test
    void aGrowingTreeHasTheRootsOfTheDefinition() {
        for (int size = 0; size <= MOST; size++) {
            assertThat(roots.get(size)).isEqualTo(MerkleTree.root(leaves.subList(0, size)));
        }
        assertThat(nodes).hasSize(2 * MOST - Integer.bitCount(MOST));
    }

    @Test
    void everyEntryOfEveryTreeIsProved() {
        for (int size = 1; size <= MOST; size++) {
            for (int index = 0; index < size; index++) {
                List<byte[]> path = MerkleTree.inclusion(index, size, this::hash);
                assertThat(includes(index, index, size, path, size)).isTrue();
                assertThat(path.size()).isLessThanOrEqualTo(MerkleTree.inclusionNodes(index, size).size());
                assertThat(includes((index + 1) % MOST, index, size, path, size)).as("another entry").isFalse();
                assertThat(includes(index, index, size, path, size - 1)).as("another root").isFalse();
                assertThat(includes(index, index + 1, size, path, size)).as("another index").isFalse();
                if (!path.isEmpty()) {
                    assertThat(includes(index, index, size, path.subList(1, path.size()), size)).isFalse();
                    assertThat(includes(index, index, size, flipped(path), size)).isFalse();
                }
                List<byte[]> longer = new ArrayList<>(path);
                longer.add(leaves.getFirst());
                assertThat(includes(index, index, size, longer, size)).isFalse();
            }
        }
    }

    @Test
    void everyTreeIsTheBeginningOfEveryLaterOne() {
        for (int second = 0; second <= MOST; second++) {
            for (int first = 0; first <= second; first++) {
                List<byte[]> path = MerkleTree.consistency(first, second, this::hash);
                assertThat(consistent(first, first, second, path)).isTrue();
                assertThat(path.size()).isLessThanOrEqualTo(MerkleTree.consistencyNodes(first, second).size());
                if (first > 0) {
                    assertThat(consistent(first, first - 1, second, path)).as("another beginning").isFalse();
                }
                if (!path.isEmpty()) {
                    assertThat(consistent(first, first, second, flipped(path))).isFalse();
                    assertThat(consistent(first, first, second, path.subList(0, path.size() - 1))).isFalse();
                }
            }
        }
    }

    @Test
    void asksForNoEntryThatIsNotThere() {
        assertThatThrownBy(() -> MerkleTree.inclusion(3, 3, this::hash)).hasMessageContaining("no entry 3");
        assertThatThrownBy(() -> MerkleTree.inclusion(-1, 3, this::hash)).hasMessageContaining("no entry -1");
        assertThatThrownBy(() -> MerkleTree.consistency(4, 3, this::hash)).hasMessageContaining("no beginning");
        assertThat(MerkleTree.includes(leaves.getFirst(), 1, 1, List.of(), roots.get(1))).isFalse();
        assertThat(MerkleTree.consistent(2, roots.get(2), 1, roots.get(1), List.of())).isFalse();
    }

    @Test
    void aFrontierOfAnotherSizeIsRefused() {
        assertThatThrownBy(() -> Frontier.of(3, new byte[MerkleTree.HASH])).hasMessageContaining("tree of 3");
        assertThat(Frontier.of(0, new byte[0]).root()).isEqualTo(roots.getFirst());
    }

    private boolean includes(int leaf, int index, int size, List<byte[]> path, int root) {
        return MerkleTree.includes(leaves.get(leaf), index, size, path, roots.get(root));
    }

    private boolean consistent(int first, int firstRoot, int second, List<byte[]> path) {
        return MerkleTree.consistent(first, roots.get(firstRoot), second, roots.get(second), path);
    }

    private byte[] hash(Node node) {
        return Objects.requireNonNull(nodes.get(node), node::toString);
    }

    private List<byte[]> flipped(List<byte[]> path) {
        List<byte[]> other = new ArrayList<>(path.stream().map(byte[]::clone).toList());
        other.get(random.nextInt(path.size()))[random.nextInt(MerkleTree.HASH)] ^= 1;
        return other;
    }
}

package kz.centerpro.contracts.evidence;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Merkle trees of RFC 9162, section 2.1, with SHA-256: hashes are 32 octets, entries are counted from 0, {@code size}
 * is the number of entries. Pure.
 */
public final class MerkleTree {

    /** Octets of a hash. */
    public static final int HASH = 32;
    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private MerkleTree() {}

    /** A complete subtree: over the entries from {@code index << level} on, {@code 1 << level} of them. */
    public record Node(int level, long index) {}

    /** The hash of an entry. */
    public static byte[] leaf(byte[] entry) {
        MessageDigest digest = sha256();
        digest.update(LEAF);
        return digest.digest(entry);
    }

    /** The hash over two subtrees. */
    public static byte[] node(byte[] left, byte[] right) {
        MessageDigest digest = sha256();
        digest.update(NODE);
        digest.update(left);
        return digest.digest(right);
    }

    /** The root over the leaves' hashes, by the definition (section 2.1.1). */
    public static byte[] root(List<byte[]> leaves) {
        if (leaves.isEmpty()) {
            return sha256().digest();
        }
        if (leaves.size() == 1) {
            return leaves.getFirst();
        }
        int left = (int) split(leaves.size());
        return node(root(leaves.subList(0, left)), root(leaves.subList(left, leaves.size())));
    }

    /**
     * The path that proves entry {@code index} in the tree of {@code size} (section 2.1.3.1), nearest first.
     *
     * @param nodes
     *            hashes of complete subtrees of that tree
     */
    public static List<byte[]> inclusion(long index, long size, Function<Node, byte[]> nodes) {
        within(index, size);
        List<byte[]> path = new ArrayList<>();
        long from = 0;
        long to = size;
        while (to - from > 1) {
            long middle = from + split(to - from);
            if (index < middle) {
                path.add(range(middle, to, nodes));
                to = middle;
            } else {
                path.add(range(from, middle, nodes));
                from = middle;
            }
        }
        return path.reversed();
    }

    /**
     * What proves that the tree of {@code first} entries is the beginning of the one of {@code second} (section
     * 2.1.4.1); empty when either tells nothing: nothing came, or nothing was.
     */
    public static List<byte[]> consistency(long first, long second, Function<Node, byte[]> nodes) {
        if (first < 0 || first > second) {
            throw new IllegalArgumentException("a tree of " + first + " is no beginning of one of " + second);
        }
        List<byte[]> path = new ArrayList<>();
        if (first == 0 || first == second) {
            return path;
        }
        long from = 0;
        long to = second;
        while (first != to) {
            long middle = from + split(to - from);
            if (first <= middle) {
                path.add(range(middle, to, nodes));
                to = middle;
            } else {
                path.add(range(from, middle, nodes));
                from = middle;
            }
        }
        if (from != 0) {
            path.add(range(from, to, nodes));
        }
        return path.reversed();
    }

    /** The complete subtrees whose hashes {@link #inclusion} asks for. */
    public static Set<Node> inclusionNodes(long index, long size) {
        Set<Node> asked = new LinkedHashSet<>();
        inclusion(index, size, recording(asked));
        return asked;
    }

    /** The complete subtrees whose hashes {@link #consistency} asks for. */
    public static Set<Node> consistencyNodes(long first, long second) {
        Set<Node> asked = new LinkedHashSet<>();
        consistency(first, second, recording(asked));
        return asked;
    }

    /** Whether {@code path} leads from the leaf to the root (section 2.1.3.2). */
    public static boolean includes(byte[] leaf, long index, long size, List<byte[]> path, byte[] root) {
        if (index < 0 || index >= size) {
            return false;
        }
        long at = index;
        long last = size - 1;
        byte[] hash = leaf;
        for (byte[] sibling : path) {
            if (last == 0 || sibling.length != HASH) {
                return false;
            }
            if ((at & 1) == 1 || at == last) {
                hash = node(sibling, hash);
                while ((at & 1) == 0 && at != 0) {
                    at >>>= 1;
                    last >>>= 1;
                }
            } else {
                hash = node(hash, sibling);
            }
            at >>>= 1;
            last >>>= 1;
        }
        return last == 0 && MessageDigest.isEqual(hash, root);
    }

    /** Whether {@code path} proves that nothing of the first tree was changed in the second (section 2.1.4.2). */
    public static boolean consistent(long first, byte[] firstRoot, long second, byte[] secondRoot, List<byte[]> path) {
        if (first < 0 || first > second) {
            return false;
        }
        if (first == second) {
            return path.isEmpty() && MessageDigest.isEqual(firstRoot, secondRoot);
        }
        if (first == 0) {
            return path.isEmpty() && MessageDigest.isEqual(firstRoot, sha256().digest());
        }
        List<byte[]> proof = new ArrayList<>(path);
        if (Long.bitCount(first) == 1) {
            proof.addFirst(firstRoot);
        }
        if (proof.isEmpty() || proof.stream().anyMatch(hash -> hash.length != HASH)) {
            return false;
        }
        int skipped = Long.numberOfTrailingZeros(first);
        long at = (first - 1) >>> skipped;
        long last = (second - 1) >>> skipped;
        byte[] before = proof.getFirst();
        byte[] after = before;
        for (byte[] sibling : proof.subList(1, proof.size())) {
            if (last == 0) {
                return false;
            }
            if ((at & 1) == 1 || at == last) {
                before = node(sibling, before);
                after = node(sibling, after);
                while ((at & 1) == 0 && at != 0) {
                    at >>>= 1;
                    last >>>= 1;
                }
            } else {
                after = node(after, sibling);
            }
            at >>>= 1;
            last >>>= 1;
        }
        return last == 0 && MessageDigest.isEqual(before, firstRoot) && MessageDigest.isEqual(after, secondRoot);
    }

    /** The hash over the entries from {@code from}, which begins a complete subtree, up to {@code to}. */
    private static byte[] range(long from, long to, Function<Node, byte[]> nodes) {
        long count = to - from;
        if (Long.bitCount(count) == 1) {
            int level = Long.numberOfTrailingZeros(count);
            return nodes.apply(new Node(level, from >>> level));
        }
        long middle = from + split(count);
        return node(range(from, middle, nodes), range(middle, to, nodes));
    }

    /** The greatest power of two below {@code count}. */
    private static long split(long count) {
        return Long.highestOneBit(count - 1);
    }

    private static Function<Node, byte[]> recording(Set<Node> asked) {
        byte[] any = new byte[HASH];
        return node -> {
            asked.add(node);
            return any;
        };
    }

    private static void within(long index, long size) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("a tree of " + size + " has no entry " + index);
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every JDK has SHA-256", absent);
        }
    }
}

package kz.centerpro.contracts.evidence;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What of a growing tree is needed to go on: its size, and the roots of the complete subtrees that it consists of, the
 * greatest first. Not for several threads.
 */
public final class Frontier {

    /** Told of each subtree when it becomes complete, its entries (level 0) included. */
    @FunctionalInterface
    public interface Completed {

        void node(int level, long index, byte[] hash);
    }

    private final List<byte[]> roots;
    private long size;

    private Frontier(long size, List<byte[]> roots) {
        this.size = size;
        this.roots = roots;
    }

    /** The tree without entries. */
    public static Frontier empty() {
        return new Frontier(0, new ArrayList<>());
    }

    /** As {@link #toBytes()} wrote it; refused when the number of hashes is not that of such a size. */
    public static Frontier of(long size, byte[] bytes) {
        if (size < 0 || bytes.length != Long.bitCount(size) * MerkleTree.HASH) {
            throw new IllegalArgumentException("a tree of " + size + " does not end in " + bytes.length + " octets");
        }
        List<byte[]> roots = new ArrayList<>();
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            byte[] hash = new byte[MerkleTree.HASH];
            rest.get(hash);
            roots.add(hash);
        }
        return new Frontier(size, roots);
    }

    /** Adds an entry by its hash; its index is the size before. */
    public void append(byte[] leaf, Completed completed) {
        byte[] hash = leaf;
        int level = 0;
        completed.node(0, size, hash);
        for (long rest = size; (rest & 1) == 1; rest >>>= 1) {
            hash = MerkleTree.node(roots.removeLast(), hash);
            level++;
            completed.node(level, size >>> level, hash);
        }
        roots.add(hash);
        size++;
    }

    /** The root of the tree as it is now. */
    public byte[] root() {
        if (roots.isEmpty()) {
            return MerkleTree.root(List.of());
        }
        byte[] hash = roots.getLast();
        for (byte[] left : roots.subList(0, roots.size() - 1).reversed()) {
            hash = MerkleTree.node(left, hash);
        }
        return hash;
    }

    public long size() {
        return size;
    }

    /** The roots one after another; 32 octets for each bit of {@link #size()} that is set. */
    public byte[] toBytes() {
        ByteBuffer all = ByteBuffer.allocate(roots.size() * MerkleTree.HASH);
        roots.forEach(all::put);
        return all.array();
    }
}

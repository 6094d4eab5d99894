package kz.centerpro.contracts.evidence;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a checkpoint says, in the text form of C2SP tlog-checkpoint: the log's name, its size and its root, a line each.
 * The operator's seal is a detached CMS over these octets.
 *
 * @param root
 *            base64
 */
public record CheckpointNote(String origin, long size, String root) {

    private static final int LINES = 3;

    /**
     * @param root
     *            its octets
     */
    public static CheckpointNote of(String origin, long size, byte[] root) {
        return new CheckpointNote(origin, size, Base64.getEncoder().encodeToString(root));
    }

    public byte[] bytes() {
        return (origin + '\n' + size + '\n' + root + '\n').getBytes(StandardCharsets.UTF_8);
    }

    public byte[] rootBytes() {
        return Base64.getDecoder().decode(root);
    }

    /** Whether the log, as this checkpoint has it, holds these octets at this index. */
    public boolean holds(long index, byte[] entry, @Nullable ProofView proof) {
        try {
            return proof != null && proof.size() == size && MerkleTree.includes(MerkleTree.leaf(entry), index, size,
                    proof.path().stream().map(Base64.getDecoder()::decode).toList(), rootBytes());
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    /** Reads what {@link #bytes()} wrote; empty for anything else. */
    public static Optional<CheckpointNote> parse(byte[] bytes) {
        String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n", -1);
        if (lines.length != LINES + 1 || lines[0].isEmpty() || !lines[LINES].isEmpty()
                || !lines[1].matches("0|[1-9][0-9]{0,17}")) {
            return Optional.empty();
        }
        try {
            CheckpointNote note = of(lines[0], Long.parseLong(lines[1]), Base64.getDecoder().decode(lines[2]));
            return note.rootBytes().length == MerkleTree.HASH && note.root().equals(lines[2])
                    ? Optional.of(note)
                    : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}

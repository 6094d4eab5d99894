package kz.centerpro.hub.evidence;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import kz.centerpro.contracts.evidence.CheckpointNote;
import kz.centerpro.contracts.evidence.CheckpointView;
import kz.centerpro.contracts.party.WireTime;
import org.jspecify.annotations.Nullable;

/**
 * The log at one moment, sealed.
 *
 * @param seal
 *            detached CMS over the note
 * @param stampedAt
 *            null when no time-stamping authority answered
 */
@SuppressWarnings("ArrayRecordComponent") // a row
record Checkpoint(long size, String origin, byte[] root, byte[] seal, Instant at, @Nullable Instant stampedAt) {

    CheckpointNote note() {
        return CheckpointNote.of(origin, size, root);
    }

    CheckpointView view() {
        CheckpointNote note = note();
        return new CheckpointView(origin, size, note.root(), new String(note.bytes(), StandardCharsets.UTF_8),
                Base64.getEncoder().encodeToString(seal), WireTime.format(at),
                stampedAt == null ? null : WireTime.format(stampedAt));
    }
}

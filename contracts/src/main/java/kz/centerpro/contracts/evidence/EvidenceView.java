package kz.centerpro.contracts.evidence;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The evidence of one document: each step with its place in the log.
 *
 * @param checkpoint
 *            the newest; absent before the first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EvidenceView(String number, List<Step> steps, @Nullable CheckpointView checkpoint) {

    public EvidenceView {
        steps = List.copyOf(steps);
    }

    /**
     * @param record
     *            what is proved
     * @param entry
     *            base64 of the very octets that are the entry
     * @param leaf
     *            base64 of its hash in the tree
     * @param proof
     *            that the checkpoint includes it; absent while no checkpoint does
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Step(EvidenceRecord record, long index, String entry, String leaf, @Nullable ProofView proof) {}
}

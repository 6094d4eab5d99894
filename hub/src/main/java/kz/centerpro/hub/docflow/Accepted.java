package kz.centerpro.hub.docflow;

import java.util.UUID;
import kz.centerpro.eventlog.BoxTop;
import org.jspecify.annotations.Nullable;

/**
 * What became of one item of a batch.
 *
 * @param submission
 *            the submission that the item is, or is the same as
 * @param number
 *            null when that submission has no number yet
 * @param top
 *            of the sender's box when the batch wrote to it, at the first of the items that are new there
 */
record Accepted(Outcome outcome, UUID submission, @Nullable String number, @Nullable BoxTop top) {

    /**
     * NEW is registered; SAME was submitted before; LEASE_GONE was not taken: it needs another lease; the others belong
     * to other content.
     */
    enum Outcome {
        NEW, SAME, LEASE_GONE, OTHER_KEY, OTHER_EXTERNAL
    }
}

package kz.centerpro.notification.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of one attempt: the new state of the walk, and the line that tells it.
 *
 * @param seq
 *            the cursor from here on
 * @param until
 *            end of the page to repeat, if one failed
 * @param verified
 *            true if the receiver answered the challenge just now
 * @param redelivered
 *            the single event that was sent, if it was one
 */
record Outcome(long seq, @Nullable Long until, int attempts, @Nullable Instant failedSince, Instant nextAt,
        Webhook.@Nullable Pause pause, @Nullable Long redelivered, Line line,
        boolean verified) {

    Outcome(long seq, @Nullable Long until, int attempts, @Nullable Instant failedSince, Instant nextAt,
            Webhook.@Nullable Pause pause, @Nullable Long redelivered, Line line) {
        this(seq, until, attempts, failedSince, nextAt, pause, redelivered, line, false);
    }

    /** As it stands in the list of deliveries. */
    record Line(Instant at, String messageId, long from, long until, int events, int attempt, @Nullable Integer http,
            String outcome, String detail, long millis) {

        static final String DELIVERED = "DELIVERED";
        static final String FAILED = "FAILED";
        static final String DEAD = "DEAD";
    }
}

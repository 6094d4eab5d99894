package kz.centerpro.notification.notice;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.DoubleSupplier;
import kz.centerpro.notification.outbound.BackOff;
import org.jspecify.annotations.Nullable;

/**
 * The right to send one dispatch, and where it stands.
 *
 * @param notice
 *            absent for the code that confirms an address, and for an invitation
 * @param target
 *            the address, subscription or device to send to
 * @param attempts
 *            failed attempts so far
 * @param owner
 *            names this claim; the store takes nothing from a claim that was lost
 */
public record Dispatch(long box, UUID id, @Nullable UUID notice, String kind, Channel channel, UUID target,
        Instant createdAt, int attempts, @Nullable Instant failedSince, UUID owner) {

    /** {@code kind} of the dispatch that brings the code of an address. */
    public static final String ADDRESS_CODE = "ADDRESS_CODE";
    /** {@code kind} of the dispatch that brings an invitation to somebody who is not here. */
    public static final String INVITATION = "INVITATION";
    /** {@code kind} of the dispatch that brings the link of a document to somebody who is not here. */
    public static final String DOCUMENT_LINK = "DOCUMENT_LINK";

    /** The attempt that began at {@code at} succeeded. */
    public Attempt sent(Instant at, Instant now, @Nullable Integer code, String reply, @Nullable String messageId,
            @Nullable String sha256) {
        return new Attempt(at, Attempt.Outcome.SENT, code, reply, messageId, sha256, millis(at, now), now, null);
    }

    /** It failed for good. */
    public Attempt dead(Instant at, Instant now, @Nullable Integer code, String reply, @Nullable String messageId,
            @Nullable String sha256) {
        return new Attempt(at, Attempt.Outcome.DEAD, code, reply, messageId, sha256, millis(at, now), now,
                failedSince == null ? now : failedSince);
    }

    /** It failed in a way that may pass: repeated until the patience ends, then given up. */
    public Attempt failed(Instant at, Instant now, @Nullable Integer code, String reply, @Nullable String messageId,
            @Nullable String sha256, BackOff backOff, @Nullable Duration retryAfter, DoubleSupplier jitter) {
        Instant since = failedSince == null ? now : failedSince;
        return backOff.next(attempts + 1, since, now, retryAfter, jitter)
                .map(next -> new Attempt(at, Attempt.Outcome.FAILED, code, reply, messageId, sha256, millis(at, now),
                        next, since))
                .orElseGet(() -> dead(at, now, code, reply, messageId, sha256));
    }

    private static long millis(Instant from, Instant to) {
        return Duration.between(from, to).toMillis();
    }
}

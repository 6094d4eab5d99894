package kz.centerpro.notification.webhook;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import kz.centerpro.contracts.event.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * A webhook as it is stored.
 *
 * @param publicKey
 *            {@code whpk_…} of {@code v1a}
 * @param cursor
 *            everything up to here was taken
 * @param attempts
 *            failed attempts at the page after the cursor
 * @param paused
 *            why, or nothing while it is active
 * @param top
 *            the box's newest seq
 * @param verified
 *            true once the receiver has answered the challenge
 */
record Webhook(long box, UUID id, String url, Set<String> types, String description, String signature, String keyId,
        @Nullable String publicKey, Instant createdAt, Cursor cursor, int attempts, Instant nextAt,
        @Nullable String paused, @Nullable Instant pausedAt, long top, boolean verified) {

    /** Why a webhook does not deliver. */
    enum Pause {
        ASKED, GONE, EXHAUSTED, UNANSWERED, CURSOR_EXPIRED, KEY_UNKNOWN
    }
}

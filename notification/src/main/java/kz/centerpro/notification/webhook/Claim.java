package kz.centerpro.notification.webhook;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import kz.centerpro.contracts.event.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * The right to deliver for one webhook, and where its walk stands.
 *
 * @param owner
 *            names this claim; the store takes nothing from a claim that was lost
 * @param round
 *            goes up when the client sets the cursor
 * @param until
 *            last seq of the page that failed, which is repeated as it was; 0 if none did
 * @param attempts
 *            failed attempts so far
 * @param redeliver
 *            single events asked for once more
 * @param verified
 *            true once the receiver has answered the challenge; until then nothing else is sent
 */
record Claim(long box, UUID id, UUID owner, URI url, Set<String> types, String signature, String keyId, Cursor cursor,
        int round, long until, int attempts, @Nullable Instant failedSince, boolean paused, List<Long> redeliver,
        boolean verified) {

    /** The end of the page to be sent at most. */
    long bound() {
        return until > cursor.seq() ? until : Long.MAX_VALUE;
    }
}

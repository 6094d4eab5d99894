package kz.centerpro.hub.acquiring;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code payment.card_order}.
 *
 * @param amount
 *            in tiyn
 * @param secretHash
 *            SHA-256 of what the acquirer's messages say; null before it knows the order
 */
@SuppressWarnings("ArrayRecordComponent") // compared in constant time by the desk
record CardOrder(String orderNo, UUID id, long box, long amount, @Nullable String invoice, String scheme, String state,
        @Nullable String reason, @Nullable String page, byte @Nullable [] secretHash, Instant createdAt,
        Instant changedAt) {

    boolean isSettled() {
        return state.equals("SETTLED");
    }
}

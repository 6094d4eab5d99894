package kz.centerpro.contracts.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A webhook.
 *
 * @param status
 *            {@code PENDING} (the receiver has not answered the challenge yet: no event is sent), {@code ACTIVE} or
 *            {@code PAUSED}
 * @param pausedBecause
 *            {@code ASKED}, {@code GONE} (the receiver answered 410), {@code EXHAUSTED} (the last attempt failed),
 *            {@code UNANSWERED} (the challenge was not answered in three days; resume asks once more),
 *            {@code CURSOR_EXPIRED} (events after the cursor are gone: redeliver from another one) or
 *            {@code KEY_UNKNOWN} (the server's key was taken away); the cursor stays in every case
 * @param cursor
 *            everything up to here was taken by the receiver
 * @param behind
 *            events of the box after the cursor
 * @param attempts
 *            failed attempts at the page after the cursor
 * @param secret
 *            {@code whsec_…}, only in the answer that made the webhook
 * @param publicKey
 *            {@code whpk_…}, with {@code v1a}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WebhookView(String id, String url, List<String> types, String description, String signature,
        String createdAt, String status, @Nullable String pausedBecause, @Nullable String pausedAt, String cursor,
        long behind, int attempts, @Nullable String nextAttemptAt, @Nullable String secret,
        @Nullable String publicKey) {

    /** {@code GET /v1/webhooks}. */
    public record Page(List<WebhookView> items) {}

    @Override
    public String toString() {
        return "WebhookView[" + id + "]";
    }
}

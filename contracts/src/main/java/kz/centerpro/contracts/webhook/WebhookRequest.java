package kz.centerpro.contracts.webhook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/webhooks}.
 *
 * @param url
 *            where to deliver, https
 * @param types
 *            the types of events wanted; absent or empty means all
 * @param description
 *            the client's own words, up to 200 characters
 * @param signature
 *            {@code v1} (HMAC-SHA256, the default) or {@code v1a} (Ed25519)
 * @param after
 *            the cursor to begin after, {@code top} (the default) for what comes from now on, or {@code floor} for
 *            everything that is kept
 */
public record WebhookRequest(@Nullable String url, @Nullable List<String> types, @Nullable String description,
        @Nullable String signature, @Nullable String after) {}

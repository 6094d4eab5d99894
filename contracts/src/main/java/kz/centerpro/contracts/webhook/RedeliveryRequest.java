package kz.centerpro.contracts.webhook;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/webhooks/{id}/redeliver}; exactly one of both.
 *
 * @param after
 *            everything after this cursor once more, in order; {@code top} and {@code floor} are understood
 * @param event
 *            the {@code cursor} of one event, which is sent once more by itself, in one attempt
 */
public record RedeliveryRequest(@Nullable String after, @Nullable String event) {}

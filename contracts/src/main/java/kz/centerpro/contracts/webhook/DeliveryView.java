package kz.centerpro.contracts.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to deliver.
 *
 * @param messageId
 *            the {@code webhook-id} header, the same for every attempt at the same page
 * @param after
 *            cursor before the first event
 * @param until
 *            cursor of the last event
 * @param status
 *            the HTTP status that was answered, if any was
 * @param outcome
 *            {@code DELIVERED}, {@code FAILED} or {@code DEAD}: given up, until the client resumes or redelivers
 * @param detail
 *            why it failed, in a few words
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeliveryView(String at, String messageId, String after, String until, int events, int attempt,
        @Nullable Integer status, String outcome, String detail, long millis) {

    /**
     * {@code GET /v1/webhooks/{id}/deliveries}, newest first.
     *
     * @param deadLetters
     *            what was given up; kept when the attempts around it are forgotten
     */
    public record Page(List<DeliveryView> items, List<DeliveryView> deadLetters) {}
}

package kz.centerpro.hub.delivery;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of the outbox: what one box has to tell another.
 *
 * @param box
 *            whose row it is
 * @param kind
 *            DELIVER, RECEIVED, READ or ANSWER
 * @param data
 *            of a delivery, what {@code hub.deliver_batch} reads; of an answer, what {@code hub.answer_batch} does
 * @param trace
 *            {@code traceparent} of the request that it comes from
 */
public record OutboxMessage(long box, UUID id, String kind, long target, String number, Instant at, String data,
        @Nullable String trace) {

    /** Of a document on its way to a recipient. */
    public static final String DELIVER = "DELIVER";
    /** Of an answer on its way to the sender. */
    public static final String ANSWER = "ANSWER";
}

/**
 * Purpose: the feed over RSocket: {@code events.tail} and {@code events.ack}, as routes of the house in infra/door.
 * Invariants: {@code request(n)} is honoured to the database and the hello counts as one; a stream that this node ends
 * tells its client when to come back. Concurrency: each stream is a state machine whose steps run one at a time, on
 * whatever thread brought the news. Lifecycle: streams end with the client, the token or the house. Imports: door,
 * stream, consumer, kernel.
 */
@NullMarked
package kz.centerpro.notification.rsocket;

import org.jspecify.annotations.NullMarked;

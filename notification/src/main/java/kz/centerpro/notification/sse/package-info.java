/**
 * Purpose: {@code GET /v1/events} over HTTP: a page, a long poll, or a live stream of server-sent events. Invariants: a
 * refusal is an HTTP problem before the stream has begun and a frame {@code event: problem} afterwards; a stream holds
 * a position and at most one write that its socket has not taken; a stream never outlives its token by more than a
 * tick. Concurrency: a lane and its subscribers belong to one event loop; the rest is stateless. Lifecycle: streams end
 * with the client, the token or the house. Imports: Spring web (doors and routes alone), Netty, stream, consumer,
 * kernel.
 */
@NullMarked
package kz.centerpro.notification.sse;

import org.jspecify.annotations.NullMarked;

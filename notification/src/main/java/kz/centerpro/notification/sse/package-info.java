/**
 * Purpose: {@code GET /v1/events} over HTTP: a page, a long poll, or a live stream of server-sent events. Invariants: a
 * refusal is an HTTP problem before the stream has begun and a frame {@code event: problem} afterwards; nothing is
 * queued beyond the few frames that the socket has asked for; a stream never outlives its token. Concurrency:
 * stateless. Lifecycle: streams end with the client, the token or the house. Imports: Spring web (doors and routes
 * alone), stream, consumer, kernel.
 */
@NullMarked
package kz.centerpro.notification.sse;

import org.jspecify.annotations.NullMarked;

/**
 * Purpose: named consumers: cursors that the service keeps for a client by box and name, so that a client may be
 * stateless. Invariants: a cursor moves on, and back only when the client says so; only a cursor that the box continues
 * is taken; each box has a bounded number. Concurrency: acknowledgements of one box are taken one after another by the
 * database. Lifecycle: stateless. Imports: Spring web (door and routes alone), stream, kernel, eventlog.
 */
@NullMarked
package kz.centerpro.notification.consumer;

import org.jspecify.annotations.NullMarked;

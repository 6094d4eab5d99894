/**
 * Purpose: payments by card through an acquirer (clauses 6.3, 6.5): an order, a page of the acquirer's to pay on, and
 * the acquirer's word on what became of it.
 *
 * <p>
 * Invariants: authorised is not received: only what the acquirer says it has taken is credited, once for each order. A
 * message from outside is a hint to ask; what the status call says decides. Nothing of a card is stored, not even the
 * part of its number that the acquirer shows.
 *
 * <p>
 * Concurrency: stateless; each order is asked for by one node at a time.
 *
 * <p>
 * Lifecycle: {@code CardLoop} asks for what is open.
 *
 * <p>
 * Imports: payment, participant; the HTTP client for the one acquirer that is configured.
 */
@NullMarked
package kz.centerpro.hub.acquiring;

import org.jspecify.annotations.NullMarked;

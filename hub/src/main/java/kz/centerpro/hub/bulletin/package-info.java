/**
 * Purpose: what the operator announces: news, works on the system, force majeure (clauses 5.3.2, 11.2). Invariants: the
 * text never changes; each active participant's box hears of it once. Concurrency: everything is safe for use by many
 * threads; one node at a time carries a piece of news. Lifecycle: BulletinLoop carries until stopped and goes on where
 * it stopped. Imports: kernel, participant, contracts, door, the event log.
 */
@NullMarked
package kz.centerpro.hub.bulletin;

import org.jspecify.annotations.NullMarked;

/**
 * Purpose: acts in ИС ЭСФ, the state's system of electronic invoices (clause 6.9): uploaded, asked for, revoked; what
 * the buyer answers there is the answer to the act.
 *
 * <p>
 * Invariants: an act is uploaded once: after an upload whose end nobody knows it is looked for there first. ИС ЭСФ
 * gives a user one session, so one node at a time speaks to it, by a lease. What cannot be done is tried again, later
 * each time, and after days it is a dead letter that staff sees. Nothing else waits for any of it.
 *
 * <p>
 * Concurrency: one round at a time, one call at a time. Signing is done on a bulkhead.
 *
 * <p>
 * Lifecycle: {@code EsfLoop} runs where {@code center.esf.url} is set, on billing's own connections and role; the doors
 * read the queue in the hub's.
 *
 * <p>
 * Imports: seal.
 */
@NullMarked
package kz.centerpro.hub.esf;

import org.jspecify.annotations.NullMarked;

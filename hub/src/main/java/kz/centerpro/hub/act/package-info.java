/**
 * Purpose: monthly acts of works for residents that want them (clauses 6.7, 6.9; readings A13, A28): issued on the
 * first working day after the month for the tariffs that started in it; sent as documents of the operator, with its
 * seal; accepted by a signature over the act's PDF, refused with a reason, or deemed accepted when the fifth working
 * day is over.
 *
 * <p>
 * Invariants: one act for a participant and month, one document for an act, whatever is killed in between. The bytes
 * that are signed are kept and never change. An act leaves ISSUED once. The day of issue is not counted, nor is a day
 * off.
 *
 * <p>
 * Concurrency: stateless; several nodes may run a job at once, the database lets one of them win. Papers are drawn on a
 * bulkhead.
 *
 * <p>
 * Lifecycle: {@code ActLoop}, on billing's own connections and role; {@code ActSendLoop} and the doors in the hub's.
 *
 * <p>
 * Imports: agreement (who signed), paper, participant, docflow and answer (the document of an act), seal.
 */
@NullMarked
package kz.centerpro.hub.act;

import org.jspecify.annotations.NullMarked;

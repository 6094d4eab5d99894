/**
 * Purpose: the books as their owners see them: balance, statement, bonus and payout by the operator; and the jobs that
 * keep them honest: the daily seal, the nightly recompute (clauses 1.14, 5.3.11, 6.8; invariant 4). Invariants: every
 * transaction sums to zero and is posted once, by one SQL function; nothing is changed, only reversed. Concurrency: the
 * database's. Lifecycle: LedgerLoop, with billing's own connections and role. Imports: kernel, contracts, door, the
 * event log, participant, paper.
 */
@NullMarked
package kz.centerpro.hub.ledger;

import org.jspecify.annotations.NullMarked;

/**
 * Purpose: how a participant leaves: a notice with the day of its effect, by the operator (clauses 5.3.8, 10.7, 13.2)
 * or by the participant itself (10.7, reading A18), and the end. Invariants: of a participant one notice is open; who
 * gave it takes it back, before its effect; the end comes once, whoever finds it due, and with it sign-in, sessions,
 * tokens and streams end on every node; nothing in the books changes (6.8), and what was sent stays its other parties'.
 * Concurrency: everything is safe for use by many threads. Lifecycle: TerminationLoop ends what is due until stopped.
 * Imports: kernel, participant, restriction (which clauses allow silence), agreement (who signed), audit, contracts,
 * door, the event log.
 */
@NullMarked
package kz.centerpro.hub.termination;

import org.jspecify.annotations.NullMarked;

/**
 * Purpose: the access that the operator takes from a participant or one of its signatories, and gives back (clauses
 * 5.3.7, 5.3.8), wholly or of one product. Invariants: what is taken has its clause; with it sessions, tokens and
 * streams end on every node within two seconds; a block is told to nobody but staff; what was sent before stays
 * evidence for the others. Concurrency: everything is safe for use by many threads. Lifecycle: RestrictionLoop learns
 * of other nodes' restrictions until stopped. Imports: kernel, participant, audit, contracts, door, the event log.
 */
@NullMarked
package kz.centerpro.hub.restriction;

import org.jspecify.annotations.NullMarked;

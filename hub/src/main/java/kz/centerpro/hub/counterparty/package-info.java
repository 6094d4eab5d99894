/**
 * Purpose: each participant's own list of counterparties (clause 7.9.10): added by exact number, invited, connected
 * when they join, blocked; whom a document waits for is in it too. Invariants: a list is seen by its owner alone; what
 * a list tells of others is what the exact look-up tells, within limits (4.3.5, 4.3.9); a document that was answered
 * before a block is delivered, later ones are refused. Concurrency: changes of one list take its row first; who joins
 * is carried into the lists by any node, each entry once. Lifecycle: ConnectionLoop. Imports: kernel, participant,
 * agreement, contracts, door, the event log.
 */
@NullMarked
package kz.centerpro.hub.counterparty;

import org.jspecify.annotations.NullMarked;

/**
 * Purpose: what the outbound channels have in common: the loop that claims work and does it, pauses after failures, a
 * pool for work that blocks, calls of strangers' servers. Invariants: a node begins only what it has claimed; no
 * connection goes to an address that was not checked at that moment; what blocks runs on a bulkhead of its own, so that
 * no channel can hold up a stream. Concurrency: a bounded number of claims is served side by side. Lifecycle: each loop
 * starts and stops with the process and waits for what is under way. Imports: eventlog's wake-ups, contracts, Reactor
 * Netty's HTTP client.
 */
@NullMarked
package kz.centerpro.notification.outbound;

import org.jspecify.annotations.NullMarked;

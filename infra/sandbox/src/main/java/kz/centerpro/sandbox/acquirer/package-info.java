/**
 * Purpose: a SIMULATED acquirer for development and tests: it speaks the protocol of Halyk ePay (a token for each
 * operation, payment links, messages to the post link, the status of a transaction) and takes no money from anybody.
 * Invariants: it listens on 127.0.0.1 alone and knows no cards, only their schemes. Concurrency: one lock. Lifecycle:
 * started and closed by its owner. Imports: Reactor Netty, Jackson.
 */
@NullMarked
package kz.centerpro.sandbox.acquirer;

import org.jspecify.annotations.NullMarked;

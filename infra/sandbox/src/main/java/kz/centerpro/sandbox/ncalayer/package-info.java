/**
 * Purpose: a SIMULATED NCALayer for development and tests: it speaks the protocol of module kz.gov.pki.knca.basics over
 * TLS WebSocket and really signs, with keys of the development trust centre. Invariants: it listens on 127.0.0.1 alone;
 * it has no keys but those of invented people. Concurrency: everything public is safe for use by many threads.
 * Lifecycle: started and closed by its owner; may stop listening and begin again meanwhile. Imports: the trust centre,
 * Bouncy Castle, Reactor Netty, Jackson.
 */
@NullMarked
package kz.centerpro.sandbox.ncalayer;

import org.jspecify.annotations.NullMarked;

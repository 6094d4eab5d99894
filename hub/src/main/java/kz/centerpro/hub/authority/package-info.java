/**
 * Purpose: the operator's own authority for electronic signatures of non-residents (clauses 1.7, 7.1.2): a
 * certification request in, a decision of the staff, a certificate out; revocation, OCSP and a revocation list for
 * anybody.
 *
 * <p>
 * Invariants: a private key never comes here, the request proves that its sender has it. One key gets one certificate.
 * What the certificate says of its holder is what the staff approved, not what the request says. A revocation is never
 * taken back. Only what this authority issued is known to its responder: anything else is unknown, never good.
 *
 * <p>
 * Concurrency: stateless but for the list that was last signed; signing runs on the verify bulkhead.
 *
 * <p>
 * Lifecycle: the key is read at start; without one the routes say that this hub runs no authority.
 *
 * <p>
 * Imports: Bouncy Castle's builders, certificate, participant.
 */
@NullMarked
package kz.centerpro.hub.authority;

import org.jspecify.annotations.NullMarked;

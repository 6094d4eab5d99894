/**
 * Purpose: a SIMULATOR of a trust centre for development and tests: Kazakh-shaped GOST and RSA hierarchies and a
 * foreign one, OCSP, RFC 3161 time-stamps and CRLs over HTTP, test people with their keys, and the signing that people
 * do on their own machines. Invariants: nothing it issues is marked as anything but a development simulator; it listens
 * on 127.0.0.1 only; a revocation survives a restart. Concurrency: everything public is safe for use by many threads;
 * cryptography runs on threads of its own, not on event loops. Lifecycle: start, use, close; keys are made once for a
 * folder. Imports: Bouncy Castle, reactor-netty, contracts.
 */
@NullMarked
package kz.centerpro.sandbox.trustcentre;

import org.jspecify.annotations.NullMarked;

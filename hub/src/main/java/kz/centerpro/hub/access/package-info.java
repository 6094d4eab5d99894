/**
 * Purpose: who may come in: sign-in by a signed challenge, sessions, access tokens, API credentials of programs, and
 * whose events else a participant may read. Invariants: a challenge serves once; a refresh token serves once and its
 * second use ends the session; secrets are kept as hashes and compared in constant time; a private key or its password
 * is never asked for (clause 7.1.2). Concurrency: everything is safe for use by many threads; single use is decided by
 * one UPDATE in the database. Lifecycle: PurgeLoop forgets what ran out until stopped; counters live in memory, per
 * node and bounded. Imports: kernel, participant, restriction, agreement, counterparty (who takes nothing from whom),
 * signature (verdicts only), contracts, door, the token library.
 */
@NullMarked
package kz.centerpro.hub.access;

import org.jspecify.annotations.NullMarked;

/**
 * Purpose: says whether a signature is authentic and whether the signer's key was valid at the moment of signing (user
 * agreement, clause 7.6.1): containers of any format, their signers, time-stamps, the verdict.
 *
 * <p>
 * Invariants: bytes in, verdict out; no network, no SQL, no clock of its own. What is not proved never reads as good: a
 * missing answer is INDETERMINATE. Bytes made by strangers end in a value or in {@link MalformedSignature}, never in an
 * unchecked exception, and cost bounded work. Evidence is asked for only for certificates whose path to an anchor has
 * been proved. Original bytes are verified, never re-encoded.
 *
 * <p>
 * Concurrency: everything public is immutable or stateless and safe for many threads; verification is CPU-bound and
 * belongs on the verify bulkhead.
 *
 * <p>
 * Lifecycle: none.
 *
 * <p>
 * Imports: Bouncy Castle's lightweight classes without a registered provider, the JDK, contracts, certificate.
 */
@NullMarked
package kz.centerpro.hub.signature;

import org.jspecify.annotations.NullMarked;

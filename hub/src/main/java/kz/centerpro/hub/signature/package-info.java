/**
 * Purpose: says whether a signature is authentic and whether the signer's key was valid at the moment of signing (user
 * agreement, clause 7.6.1): CMS and CAdES, Kazakh GOST and any X.509, time-stamps, OCSP responses, revocation lists.
 *
 * <p>
 * Invariants: bytes in, verdict out; no network, no SQL, no clock of its own. What is not proved never reads as good: a
 * missing answer is INDETERMINATE. Bytes made by strangers end in a value or in {@link MalformedSignature}, never in an
 * unchecked exception, and cost bounded work. Evidence is asked for only for certificates whose path to an anchor has
 * been proved. Key, digest and signature algorithms are bound together; original bytes are verified, never re-encoded.
 *
 * <p>
 * Concurrency: everything public is immutable or stateless and safe for many threads; verification is CPU-bound and
 * belongs on the verify bulkhead. {@link StreamingDigest} belongs to one thread.
 *
 * <p>
 * Lifecycle: none; a {@link TrustSnapshot} is parsed once and derived cheaply.
 *
 * <p>
 * Imports: Bouncy Castle's lightweight classes without a registered provider, the JDK, contracts.
 */
@NullMarked
package kz.centerpro.hub.signature;

import org.jspecify.annotations.NullMarked;

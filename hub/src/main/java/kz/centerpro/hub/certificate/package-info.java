/**
 * Purpose: X.509 from bytes to a judgement: certificates, keys of every algorithm, paths to an anchor, revocation by
 * OCSP responses and lists, who a certificate names (RFC 5280, RFC 6960; Kazakh GOST and any other).
 *
 * <p>
 * Invariants: bytes in, values out; no network, no SQL, no clock of its own. What is not proved never reads as good: a
 * missing answer is INDETERMINATE. Bytes made by strangers end in a value or in {@link MalformedSignature}, never in an
 * unchecked exception, and cost bounded work. Key, digest and signature algorithms are bound together; original bytes
 * are verified, never re-encoded. What takes {@link WeakAlgorithm}s asks the policy until when they count. One
 * examination has one budget of signatures and steps, whoever brought what there is to check.
 *
 * <p>
 * Concurrency: everything public is immutable or stateless and safe for many threads, but {@link PathBuilder} and its
 * budget and {@link RevocationJudge}, which serve one examination, and {@link StreamingDigest}, which belongs to one
 * thread.
 *
 * <p>
 * Lifecycle: none; a {@link TrustSnapshot} is parsed once and derived cheaply.
 *
 * <p>
 * Imports: Bouncy Castle's lightweight classes without a registered provider, room gost, the JDK, contracts.
 */
@NullMarked
package kz.centerpro.hub.certificate;

import org.jspecify.annotations.NullMarked;

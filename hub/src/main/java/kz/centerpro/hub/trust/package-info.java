/**
 * Purpose: the network side of signatures: anchors from files and from trusted lists (ETSI TS 119 612), OCSP answers
 * and CRLs fetched, kept fresh and given to the signature room as a snapshot. Invariants: a trusted list counts only
 * whole, signed by a pinned operator and until its NextUpdate, and its authorities only while they were granted; an
 * address is called only for a certificate whose path to an anchor is proved; one flight per certificate and per list;
 * an unusable answer or a broken, unsigned or older list never replaces a usable one; a list passes through a temporary
 * file, never whole through memory. Concurrency: the snapshot is replaced atomically; examining runs on the verify
 * bulkhead. Lifecycle: anchors are read at start; TrustLoop refreshes lists until it is stopped. Imports: signature,
 * certificate, xml for trusted lists, kernel, the HTTP client; no Bouncy Castle, no SQL.
 */
@NullMarked
package kz.centerpro.hub.trust;

import org.jspecify.annotations.NullMarked;

/**
 * Purpose: the network side of signatures: anchors from files, OCSP answers and CRLs fetched, kept fresh and given to
 * the signature room as a snapshot. Invariants: an address is called only for a certificate whose path to an anchor is
 * proved; one flight per certificate and per list; an unusable answer or a broken, unsigned or older list never
 * replaces a usable one; a list passes through a temporary file, never whole through memory. Concurrency: the snapshot
 * is replaced atomically; examining runs on the verify bulkhead. Lifecycle: anchors are read at start; TrustLoop
 * refreshes lists until it is stopped. Imports: signature, kernel, the HTTP client; no Bouncy Castle, no SQL.
 */
@NullMarked
package kz.centerpro.hub.trust;

import org.jspecify.annotations.NullMarked;

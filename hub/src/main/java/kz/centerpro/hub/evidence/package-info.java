/**
 * Purpose: proves each step of a document to anybody, without the operator (design, decision 9): records made from the
 * event log, one Merkle tree (RFC 9162) for all of them, checkpoints of it that the operator seals and an authority
 * stamps, proofs, and a document's evidence as one file.
 *
 * <p>
 * Invariants: a step in a sender's box is one entry of the tree, whatever is read again and whoever reads; an entry is
 * never changed; a checkpoint continues the one before it, or is not made. A record has neither names nor titles nor
 * reasons. Nothing here is in the way of a document.
 *
 * <p>
 * Concurrency: any node reads any box; who adds to the tree says how large it found it, and reads again when it has
 * grown meanwhile. Hashing is work for a bulkhead of its own.
 *
 * <p>
 * Lifecycle: the loop starts and stops with the process; what rang is a hint, a sweep over the boxes finds the rest.
 *
 * <p>
 * Imports: docflow, content, seal, trust, certificate.
 */
@NullMarked
package kz.centerpro.hub.evidence;

import org.jspecify.annotations.NullMarked;

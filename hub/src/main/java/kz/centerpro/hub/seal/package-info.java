/**
 * Purpose: the operator's own signature: on documents that it sends through the hub (clause 6.9), on what it hands to
 * ИС ЭСФ, and on checkpoints of the log of evidence. The only room that signs with a key of regime EDS, and only with
 * the operator's.
 *
 * <p>
 * Invariants: the key stays in this room and in no log. What it signs is judged like anybody's signature before it
 * counts.
 *
 * <p>
 * Concurrency: immutable. Signing is work for a bulkhead.
 *
 * <p>
 * Lifecycle: the key file is read at start, blocking; a file that cannot be read stops the start.
 *
 * <p>
 * Imports: none.
 */
@NullMarked
package kz.centerpro.hub.seal;

import org.jspecify.annotations.NullMarked;

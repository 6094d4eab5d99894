/**
 * Purpose: opaque bytes: receive, seal, store, stream back, erase. Invariants: no byte of content is parsed, indexed or
 * logged; at rest it is AES-256-GCM under a data key of its own, which is wrapped by a master key; at most one chunk of
 * a document is in memory at a time, however large it is. Concurrency: chunks of one document are written and read in
 * order, one at a time; sealing runs on a bulkhead. Lifecycle: content is unbound until the transaction that accepts
 * its document; SweepLoop erases what stayed unbound. Imports: kernel, R2DBC.
 */
@NullMarked
package kz.centerpro.hub.content;

import org.jspecify.annotations.NullMarked;

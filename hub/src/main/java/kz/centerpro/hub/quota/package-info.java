/**
 * Purpose: says at once whether a participant may send a document, from units leased out of its tariff's volume.
 * Invariants: nothing is sent beyond a volume, whatever node sends, sleeps or dies: the accept transaction counts on
 * the lease and takes nothing on one that is gone. Concurrency: many threads; one lease of a box is fetched at a time.
 * Lifecycle: QuotaLoop gives idle leases back, and all of them at the end. Imports: kernel, contracts, the event log.
 */
@NullMarked
package kz.centerpro.hub.quota;

import org.jspecify.annotations.NullMarked;

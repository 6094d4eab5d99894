/**
 * Purpose: notices, the record of what a participant was told (clause 7.1.6): made from the event log, kept in the
 * cabinet, and queued for the channels that send them; what each participant wants to be told where. Invariants: one
 * notice for each box, event and kind, whatever is repeated; a notice never changes but for the time of its first
 * reading; an event that no notice can be made of is parked and the reader goes on; no content of a document is in it.
 * Concurrency: each box is read by one node at a time, by a lease; the cursor and the notices move in one statement.
 * Lifecycle: the loop starts and stops with the process and gives its leases back. Imports: outbound, eventlog,
 * contracts, door.
 */
@NullMarked
package kz.centerpro.notification.notice;

import org.jspecify.annotations.NullMarked;

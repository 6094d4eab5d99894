/**
 * Purpose: the life of a document: submissions, numbers, receipts, views. Invariants: no number without a passed
 * verdict, none used twice; number, document, content, usage, outbox and the sender's events are one transaction; what
 * was answered is committed; a stranger's number answers like one that does not exist. Concurrency: GroupCommitLoop
 * makes one transaction of whatever arrived while the last one was in flight, by turns of the senders; box rows are
 * locked in box order inside the SQL functions. Lifecycle: NodeLeaseLoop holds this node's digits; ReexaminationLoop
 * brings parked submissions to their end. Imports: participant, restriction, agreement, signature, trust, content,
 * delivery, kernel, eventlog, door.
 */
@NullMarked
package kz.centerpro.hub.docflow;

import org.jspecify.annotations.NullMarked;

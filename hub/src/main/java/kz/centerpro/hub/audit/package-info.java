/**
 * Purpose: what was done in an account's name, by whom and from where (clause 7.1.3), for its owner to read and to
 * reckon again. Invariants: a box's rows are numbered without a gap and chained by hashes; nothing of a document but
 * its number is written. Concurrency: notes come from any thread; one writer a node appends them in batches, beside the
 * requests and never in them. Lifecycle: AuditLoop writes until stopped, then what is left. Imports: kernel, contracts,
 * door.
 */
@NullMarked
package kz.centerpro.hub.audit;

import org.jspecify.annotations.NullMarked;

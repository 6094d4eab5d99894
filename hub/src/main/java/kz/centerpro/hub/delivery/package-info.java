/**
 * Purpose: the outbox: what one box has to tell another, brought there in batches; and what waits for a recipient who
 * has not joined. Invariants: a row goes only after its target box has it; bringing it twice changes nothing; what
 * waits for a box is brought in the order of acceptance, and is either brought, withdrawn or ended. Concurrency: nodes
 * share the rows by claiming; a claim that ran out is taken by another node; what a node accepts is written as claimed
 * by it and handed to it in memory, up to a bound. Lifecycle: DeliveryLoop drains while there is work, is woken by
 * accepting, and looks into the table by itself every half second. Imports: kernel, eventlog.
 */
@NullMarked
package kz.centerpro.hub.delivery;

import org.jspecify.annotations.NullMarked;

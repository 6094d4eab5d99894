/**
 * Purpose: money in by bank (clauses 6.2 to 6.4): invoices for payment as JSON, HTML and PDF; statements of the
 * operator's accounts, whose receipts are matched and credited; what nobody can be found for waits for a person, and
 * after 72 hours an alarm tells so.
 *
 * <p>
 * Invariants: a line of the bank is credited once, whatever files it comes in and how often. Money goes to a balance
 * only when the payer's number says whose it is; in doubt it waits in suspense. The row, the books and the events are
 * one transaction. Payment starts nothing (clause 6.6).
 *
 * <p>
 * Concurrency: stateless; reading statements and drawing papers run on the io bulkhead; imports take turns in the
 * database.
 *
 * <p>
 * Lifecycle: {@code OverdueLoop} looks for what has waited too long.
 *
 * <p>
 * Imports: statement, paper, participant.
 */
@NullMarked
package kz.centerpro.hub.payment;

import org.jspecify.annotations.NullMarked;

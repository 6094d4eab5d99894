/**
 * Purpose: bank statements as files (1CClientBankExchange with its Kazakh dialects, MT940, camt.053) become one shape.
 *
 * <p>
 * Invariants: pure; bounded in bytes, lines, length of a line and depth. A statement is a whole: one line that cannot
 * be read makes all of it unreadable, and every such line is named. Money is whole tiyn, never a fraction, never a
 * float. What payers wrote themselves can neither end a document nor add to one.
 *
 * <p>
 * Concurrency: stateless.
 *
 * <p>
 * Lifecycle: none.
 *
 * <p>
 * Imports: Prowide's core for the fields of MT940, the JDK's StAX for camt.053.
 */
@NullMarked
package kz.centerpro.hub.statement;

import org.jspecify.annotations.NullMarked;

/**
 * Purpose: documents shown to people who are no clients, by a link that is sent to their e-mail address (clauses
 * 7.9.12, 7.9.13, 4.3.5).
 *
 * <p>
 * Invariants: such a document is handed over and perhaps opened, never delivered. A link cannot be guessed, ends by
 * itself, and is kept as its hash. An address that said no gets no letter, one that got many today none until tomorrow.
 *
 * <p>
 * Concurrency: everything is safe for use by many threads; links of a box are made one after the other.
 *
 * <p>
 * Lifecycle: none.
 *
 * <p>
 * Imports: docflow (what is shown), participant, agreement, restriction.
 */
@NullMarked
package kz.centerpro.hub.outside;

import org.jspecify.annotations.NullMarked;

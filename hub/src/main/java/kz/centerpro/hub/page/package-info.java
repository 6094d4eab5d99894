/**
 * Purpose: the pages that anybody reads without signing in and without JavaScript: verifying a document, the facts of
 * one by its link, offer, privacy policy, tariffs; in Kazakh, Russian and English.
 *
 * <p>
 * Invariants: a page runs no script and shows every text as text. Nothing that is uploaded is kept. Whether a document
 * exists is told to its parties and to holders of its link alone (clauses 5.2.7, 12.1). Verdicts differ by shape and
 * word, never by colour alone.
 *
 * <p>
 * Concurrency: stateless but for the counted visits of each network.
 *
 * <p>
 * Lifecycle: words are read at construction.
 *
 * <p>
 * Imports: verification, docflow (facts by link), outside (links by e-mail), agreement, tariff, cabinet (where its
 * styles are).
 */
@NullMarked
package kz.centerpro.hub.page;

import org.jspecify.annotations.NullMarked;

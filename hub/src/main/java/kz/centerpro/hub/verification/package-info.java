/**
 * Purpose: lets anybody check a signed file and understand the answer: the verdict with every question, its answer and
 * its clause, in Kazakh, Russian and English.
 *
 * <p>
 * Invariants: the report says what the verdict says, no more. Nothing that is sent here is stored or logged. The
 * wording of every question and sub-indication exists in all three languages.
 *
 * <p>
 * Concurrency: stateless; a bounded number of examinations at once, on the verify bulkhead.
 *
 * <p>
 * Lifecycle: words are read at construction.
 *
 * <p>
 * Imports: signature, certificate, trust, the formats.
 */
@NullMarked
package kz.centerpro.hub.verification;

import org.jspecify.annotations.NullMarked;

/**
 * Purpose: papers that the operator gives out (invoices for payment) as HTML and as PDF, drawn from one description.
 *
 * <p>
 * Invariants: pure; every letter of Kazakh, Russian and English and the sign of the tenge is drawn with an embedded
 * font; what the font lacks becomes a question mark, never a failure. What others typed is text, never markup.
 *
 * <p>
 * Concurrency: stateless; drawing takes milliseconds and belongs on a bulkhead.
 *
 * <p>
 * Lifecycle: fonts are read once, with the class.
 *
 * <p>
 * Imports: PDFBox.
 */
@NullMarked
package kz.centerpro.hub.paper;

import org.jspecify.annotations.NullMarked;

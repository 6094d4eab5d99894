/**
 * Purpose: PDF files as signed containers: PAdES and the older PKCS #7 signatures, document time-stamps, the security
 * store, and what was done to the file after it was signed (ISO 32000-2, 12.8; ETSI EN 319 142-1).
 *
 * <p>
 * Invariants: a strict reader of its own that follows the cross-reference chain and nothing else, repairs nothing and
 * never decodes what is drawn: a file that is read in two ways is refused. A signature covers whole revisions; what
 * later revisions changed is compared object by object with a list of what may change, everything else counts against
 * the signature. Size, depth, values, entries, revisions and unpacked bytes are bounded. Bytes made by strangers end in
 * a value or in {@link kz.centerpro.hub.certificate.MalformedSignature}.
 *
 * <p>
 * Concurrency: {@link PdfFormat} is stateless and safe for many threads; the rest serves one reading.
 *
 * <p>
 * Lifecycle: none.
 *
 * <p>
 * Imports: signature, certificate, the JDK.
 */
@NullMarked
package kz.centerpro.hub.pdf;

import org.jspecify.annotations.NullMarked;

/**
 * Purpose: signatures in XML as a format of signed files: XMLDSIG (W3C, second edition), XAdES-B, -T and -LT (ETSI EN
 * 319 132-1) and WS-Security (OASIS, X.509 token profile), with the algorithm URIs of the national authority, of TC26
 * and of RFC 9231.
 *
 * <p>
 * Invariants: nothing outside the document is ever opened: no DTD, no entity, no reference but into the document. What
 * a reference covers is compared with the whole of the file; a signature that leaves part of it open says so or fails.
 * Size, depth, counts and digested octets are bounded. Bytes made by strangers end in a value or in
 * {@link kz.centerpro.hub.certificate.MalformedSignature}.
 *
 * <p>
 * {@link SealedDocument} serves who has to read what a pinned key signed, as the room trust reads trusted lists.
 *
 * <p>
 * Concurrency: {@link XmlFormat} is stateless; facts are immutable. All work on the document tree is done while it is
 * read, by one thread.
 *
 * <p>
 * Lifecycle: constructing {@link XmlFormat} reads and canonicalises a small document, so that classes and messages are
 * loaded before the first stranger's file comes.
 *
 * <p>
 * Imports: Apache Santuario's canonicalisers, the JDK's own XML parser, Bouncy Castle's identifiers, signature,
 * certificate.
 */
@NullMarked
package kz.centerpro.hub.xml;

import org.jspecify.annotations.NullMarked;

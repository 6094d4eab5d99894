/**
 * Purpose: Associated Signature Containers (ETSI EN 319 162-1): ASiC-S and ASiC-E, a zip of files with their
 * signatures; and the hub's own bundles of evidence, which are one too: a document, its signatures, and the operator's
 * seal over the log that holds its steps.
 *
 * <p>
 * Invariants: a strict zip reader of its own: every octet of the file belongs to one entry, the local header says what
 * the directory says, and what two readers could unpack differently is refused. A signature passes only when every file
 * of the container is covered by one, and what it names is there unaltered. Size, number, ratio and depth are bounded.
 * Bytes made by strangers end in a value or in {@link kz.centerpro.hub.certificate.MalformedSignature}.
 *
 * <p>
 * Concurrency: {@link AsicFormat} is as safe for many threads as what is plugged into it, {@link BundleFormat} always;
 * the rest serves one reading.
 *
 * <p>
 * Lifecycle: none.
 *
 * <p>
 * Imports: signature, certificate, the JDK's StAX; signatures in XML come in by the port {@link SignaturesInAsic}.
 */
@NullMarked
package kz.centerpro.hub.asic;

import org.jspecify.annotations.NullMarked;

/**
 * Purpose: signing on a phone with eGov Mobile or eGov Business: what a browser asks to have signed becomes a QR code
 * and links, the phone reads it (API 1, API 2) and sends signatures back, the browser waits for them. Invariants: an id
 * is a secret and stands in the database as its hash alone; contents and signatures are sealed and gone five minutes
 * later; only signatures over the very bytes that were asked for are taken, once; without a session nothing but an open
 * challenge of this hub can be asked for. Whether a certificate is to be trusted is judged where the signature is used.
 * Concurrency: everything is safe for use by many threads and on many nodes, the state is a row. Lifecycle: EgovLoop
 * erases what is over until stopped. Imports: kernel, access, content, participant (meters), signature (verdicts only),
 * contracts, door, the library of QR codes.
 */
@NullMarked
package kz.centerpro.hub.egov;

import org.jspecify.annotations.NullMarked;

/**
 * Purpose: makes GOST cheap: the hash function of GOST R 34.11-2012 and the verification of GOST R 34.10-2012
 * signatures on tc26-512-paramSetA, the only curve the national authority issues keys on. Keys, names and layouts of
 * signatures are the certificate room's; other curves stay with Bouncy Castle there.
 *
 * <p>
 * Invariants: the answer is that of the standard for every input: numbers out of range and points off the curve are
 * refused, every exceptional case of addition is told apart. Only public values come here, so time may depend on them;
 * nothing here may ever sign. A table of a key serves only after it has confirmed a signature that was verified without
 * it. Memory is bounded: the tables by bytes, the count of meetings by cells.
 *
 * <p>
 * Concurrency: {@link kz.centerpro.hub.gost.GostDesk} and {@link kz.centerpro.hub.gost.PublicPoint} serve many threads
 * and none of them waits; {@link kz.centerpro.hub.gost.Streebog} belongs to one thread.
 *
 * <p>
 * Lifecycle: none; the generator's table is made once when the room is first used, in some milliseconds.
 *
 * <p>
 * Imports: the JDK.
 */
@NullMarked
package kz.centerpro.hub.gost;

import org.jspecify.annotations.NullMarked;

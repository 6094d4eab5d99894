/**
 * Tests of room gost, most of them against Bouncy Castle and {@link java.math.BigInteger}.
 */
@NullMarked
package kz.centerpro.hub.gost;

import org.jspecify.annotations.NullMarked;

/**
 * Minted and published public-key infrastructure for the tests of every room.
 */
@NullMarked
package kz.centerpro.hub.pkitest;

import org.jspecify.annotations.NullMarked;

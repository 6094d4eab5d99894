/**
 * Tests of what crosses the wire.
 */
@NullMarked
package kz.centerpro.contracts;

import org.jspecify.annotations.NullMarked;

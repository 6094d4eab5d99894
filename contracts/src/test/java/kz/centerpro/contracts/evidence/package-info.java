/**
 * Tests of what crosses the wire.
 */
@NullMarked
package kz.centerpro.contracts.evidence;

import org.jspecify.annotations.NullMarked;

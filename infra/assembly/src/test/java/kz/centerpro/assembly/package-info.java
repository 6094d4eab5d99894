/**
 * End-to-end tests: the doors from outside, as a client sees them.
 */
@NullMarked
package kz.centerpro.assembly;

import org.jspecify.annotations.NullMarked;

/**
 * Tests of the wiring.
 */
@NullMarked
package kz.centerpro.hub.app;

import org.jspecify.annotations.NullMarked;

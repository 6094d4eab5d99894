/**
 * Tests of the room.
 */
@NullMarked
package kz.centerpro.hub.kernel;

import org.jspecify.annotations.NullMarked;

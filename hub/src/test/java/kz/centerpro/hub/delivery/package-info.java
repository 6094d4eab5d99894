/**
 * Tests of the room.
 */
@NullMarked
package kz.centerpro.hub.delivery;

import org.jspecify.annotations.NullMarked;

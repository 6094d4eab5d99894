/**
 * Tests of the room.
 */
@NullMarked
package kz.centerpro.hub.trust;

import org.jspecify.annotations.NullMarked;

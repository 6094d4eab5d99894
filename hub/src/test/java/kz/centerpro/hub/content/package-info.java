/**
 * Tests of the room.
 */
@NullMarked
package kz.centerpro.hub.content;

import org.jspecify.annotations.NullMarked;

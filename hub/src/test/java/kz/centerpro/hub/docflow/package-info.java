/**
 * Tests of the room.
 */
@NullMarked
package kz.centerpro.hub.docflow;

import org.jspecify.annotations.NullMarked;

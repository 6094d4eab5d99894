/**
 * Tests of the room.
 */
@NullMarked
package kz.centerpro.hub.verification;

import org.jspecify.annotations.NullMarked;

/** Tests of the room. */
@NullMarked
package kz.centerpro.hub.evidence;

import org.jspecify.annotations.NullMarked;

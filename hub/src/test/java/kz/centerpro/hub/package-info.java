/**
 * Rules over the whole hub.
 */
@NullMarked
package kz.centerpro.hub;

import org.jspecify.annotations.NullMarked;

/**
 * Tests of room quota.
 */
@NullMarked
package kz.centerpro.hub.quota;

import org.jspecify.annotations.NullMarked;

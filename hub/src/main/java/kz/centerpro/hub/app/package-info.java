/**
 * Purpose: wiring: one configuration for each room, and the process itself. Invariants: no conditionals inside;
 * settings are validated before a port is opened. Concurrency: none of its own. Lifecycle: migrations first, then
 * pools, then loops, then the port. Imports: every room.
 */
@NullMarked
package kz.centerpro.hub.app;

import org.jspecify.annotations.NullMarked;

/**
 * Purpose: everything in one process on embedded servers. Invariants: the only code that sees both hub and
 * notification. Concurrency: start and stop by the main thread. Lifecycle: servers first, then the application; the
 * reverse on the way down. Imports: hub, notification, schema, sandbox.
 */
@NullMarked
package kz.centerpro.assembly;

import org.jspecify.annotations.NullMarked;

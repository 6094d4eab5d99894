/**
 * Purpose: wiring, one bean method for each thing, and the standalone process. Invariants: no component scan, no
 * conditionals, no bean of a type that the hub also has. Concurrency: none of its own. Lifecycle: pools and loops are
 * opened and closed by Spring; streams end before the web server waits for its requests. Imports: everything.
 */
@NullMarked
package kz.centerpro.notification.app;

import org.jspecify.annotations.NullMarked;

/**
 * Purpose: what every room of notification needs: its database, the caller's box and time left, JSON, the log of acts.
 * Invariants: at most 12 classes. Concurrency: everything is safe for use by many threads. Lifecycle: the database's
 * pool is opened and closed by app. Imports: R2DBC, contracts, eventlog, door.
 */
@NullMarked
package kz.centerpro.notification.kernel;

import org.jspecify.annotations.NullMarked;

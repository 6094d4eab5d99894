/**
 * Purpose: what every room of notification needs. Invariants: at most 12 classes. Concurrency: everything is safe for
 * use by many threads. Lifecycle: none. Imports: contracts.
 */
@NullMarked
package kz.centerpro.notification.kernel;

import org.jspecify.annotations.NullMarked;

/**
 * Purpose: what every room of the hub needs: ids, transactions, bulkheads. Invariants: at most 12 classes; no room's
 * business lives here. Concurrency: everything is safe for use by many threads. Lifecycle: schedulers are made and
 * disposed by Bulkhead. Imports: Spring R2DBC, contracts, door.
 */
@NullMarked
package kz.centerpro.hub.kernel;

import org.jspecify.annotations.NullMarked;

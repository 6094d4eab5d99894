/**
 * Purpose: the event log as a library: append in a transaction, read pages, know the tops, ring and hear the wake bus.
 * Invariants: a box's seq has no gap and no repeat; sequence order is commit order; Redis keeps nothing and may lose
 * anything. Concurrency: append locks the box rows in box order as the last statement of a transaction; readers take no
 * lock. Lifecycle: the wake bus is opened and closed by its owner; everything else is stateless. Imports: R2DBC,
 * Lettuce and its Netty, contracts.
 */
@NullMarked
package kz.centerpro.eventlog;

import org.jspecify.annotations.NullMarked;

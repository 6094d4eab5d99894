/** Shapes of billing: money, tariffs, what was started of them, balance, usage. */
@NullMarked
package kz.centerpro.contracts.billing;

import org.jspecify.annotations.NullMarked;

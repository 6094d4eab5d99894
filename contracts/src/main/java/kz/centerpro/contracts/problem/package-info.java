/**
 * The registry of problem types (RFC 9457): one entry for each refusal that the hub can give.
 */
@NullMarked
package kz.centerpro.contracts.problem;

import org.jspecify.annotations.NullMarked;

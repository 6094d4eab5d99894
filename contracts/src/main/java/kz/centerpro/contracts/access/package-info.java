/**
 * Log-in by signature, tokens and API credentials as they cross the wire.
 */
@NullMarked
package kz.centerpro.contracts.access;

import org.jspecify.annotations.NullMarked;

/**
 * Certificates of the operator's own authority as they cross the wire.
 */
@NullMarked
package kz.centerpro.contracts.authority;

import org.jspecify.annotations.NullMarked;

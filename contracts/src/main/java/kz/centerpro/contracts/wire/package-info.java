/**
 * Names on the wire: headers, paths, RSocket routes.
 */
@NullMarked
package kz.centerpro.contracts.wire;

import org.jspecify.annotations.NullMarked;

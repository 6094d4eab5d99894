@NullMarked
package kz.centerpro.hub.partner;

import org.jspecify.annotations.NullMarked;

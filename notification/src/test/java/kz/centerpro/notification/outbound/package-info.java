@NullMarked
package kz.centerpro.notification.outbound;

import org.jspecify.annotations.NullMarked;

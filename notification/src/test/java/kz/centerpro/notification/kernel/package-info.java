@NullMarked
package kz.centerpro.notification.kernel;

import org.jspecify.annotations.NullMarked;

@NullMarked
package kz.centerpro.notification.push;

import org.jspecify.annotations.NullMarked;

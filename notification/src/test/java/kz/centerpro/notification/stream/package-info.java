@NullMarked
package kz.centerpro.notification.stream;

import org.jspecify.annotations.NullMarked;

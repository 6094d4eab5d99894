@NullMarked
package kz.centerpro.notification.app;

import org.jspecify.annotations.NullMarked;

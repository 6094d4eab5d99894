@NullMarked
package kz.centerpro.notification.rsocket;

import org.jspecify.annotations.NullMarked;

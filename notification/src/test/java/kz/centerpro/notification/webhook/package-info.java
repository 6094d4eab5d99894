@NullMarked
package kz.centerpro.notification.webhook;

import org.jspecify.annotations.NullMarked;

@NullMarked
package kz.centerpro.notification.notice;

import org.jspecify.annotations.NullMarked;

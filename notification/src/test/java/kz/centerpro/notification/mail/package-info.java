@NullMarked
package kz.centerpro.notification.mail;

import org.jspecify.annotations.NullMarked;

@NullMarked
package kz.centerpro.eventlog;

import org.jspecify.annotations.NullMarked;

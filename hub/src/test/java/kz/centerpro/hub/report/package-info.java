@NullMarked
package kz.centerpro.hub.report;

import org.jspecify.annotations.NullMarked;

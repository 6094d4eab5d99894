@NullMarked
package kz.centerpro.door;

import org.jspecify.annotations.NullMarked;

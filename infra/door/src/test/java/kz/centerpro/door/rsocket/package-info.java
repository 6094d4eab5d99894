@NullMarked
package kz.centerpro.door.rsocket;

import org.jspecify.annotations.NullMarked;

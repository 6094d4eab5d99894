@NullMarked
package kz.centerpro.client;

import org.jspecify.annotations.NullMarked;

@NullMarked
package example.house.signature;

import org.jspecify.annotations.NullMarked;

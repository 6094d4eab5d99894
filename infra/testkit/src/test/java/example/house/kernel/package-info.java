@NullMarked
package example.house.kernel;

import org.jspecify.annotations.NullMarked;

@NullMarked
package example.house.app;

import org.jspecify.annotations.NullMarked;

@NullMarked
package example.house.billing;

import org.jspecify.annotations.NullMarked;

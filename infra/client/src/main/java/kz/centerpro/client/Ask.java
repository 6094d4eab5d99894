package kz.centerpro.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a stream begins and what it tells.
 *
 * @param after
 *            a cursor, {@link #TOP}, or null for the oldest event kept
 * @param consumer
 *            in place of {@code after}: the cursor that the hub keeps under this name
 * @param types
 *            only these; empty means all
 */
public record Ask(@Nullable String after, @Nullable String consumer, List<String> types) {

    /** Only what comes from now on. */
    public static final String TOP = "top";

    public Ask {
        types = List.copyOf(types);
    }

    public static Ask everything() {
        return new Ask(null, null, List.of());
    }

    public static Ask after(String cursor) {
        return new Ask(cursor, null, List.of());
    }

    /** Goes on from a cursor kept by {@link CenterClient#acknowledge}. */
    public static Ask consumer(String name) {
        return new Ask(null, name, List.of());
    }

    public Ask onlyTypes(List<String> wanted) {
        return new Ask(after, consumer, wanted);
    }

    /** The same from {@code cursor} on. */
    Ask from(String cursor) {
        return new Ask(cursor, null, types);
    }
}

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
 * @param boxes
 *            those to follow at once; empty means the own one
 */
public record Ask(@Nullable String after, @Nullable String consumer, List<String> types, List<Long> boxes) {

    /** Only what comes from now on. */
    public static final String TOP = "top";

    public Ask {
        types = List.copyOf(types);
        boxes = List.copyOf(boxes);
    }

    public static Ask everything() {
        return new Ask(null, null, List.of(), List.of());
    }

    public static Ask after(String cursor) {
        return new Ask(cursor, null, List.of(), List.of());
    }

    /** Goes on from a cursor kept by {@link CenterClient#acknowledge}. */
    public static Ask consumer(String name) {
        return new Ask(null, name, List.of(), List.of());
    }

    public Ask onlyTypes(List<String> wanted) {
        return new Ask(after, consumer, wanted, boxes);
    }

    /**
     * Over all these boxes at once; the token carries those that their owners let its participant read. {@code after}
     * may then be a cursor of such a stream, or {@code box:cursor,box:top}.
     */
    public Ask ofBoxes(List<Long> wanted) {
        return new Ask(after, consumer, types, wanted);
    }

    /** The same without {@code box}. */
    Ask without(long box) {
        return new Ask(after, consumer, types, boxes.stream().filter(each -> each != box).toList());
    }

    /** The same from {@code cursor} on. */
    Ask from(String cursor) {
        return new Ask(cursor, null, types, boxes);
    }
}

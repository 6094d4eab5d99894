package kz.centerpro.notification.sse;

import java.util.Set;
import kz.centerpro.contracts.event.BoxCursors;

/** What streams must have in common to be told the same octets: boxes, their epochs, and types; none means all. */
final class LaneKey {

    private final BoxCursors boxes; // wherever in them
    private final Set<String> types;
    private final int hash;

    LaneKey(BoxCursors boxes, Set<String> types) {
        this.boxes = boxes;
        this.types = types;
        this.hash = 31 * boxes.placesHash() + types.hashCode();
    }

    Set<String> types() {
        return types;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LaneKey that && hash == that.hash && boxes.isOfSame(that.boxes)
                && types.equals(that.types);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}

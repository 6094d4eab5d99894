package kz.centerpro.notification.stream;

import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import kz.centerpro.contracts.event.BoxCursors;
import kz.centerpro.contracts.problem.Refusal;

/** The boxes that a client asks for; none means its own. Whether it may read them is not asked here. */
public final class BoxList {

    private static final String SHAPE = "From 1 to " + BoxCursors.MOST + " numbers of boxes.";
    private static final int DIGITS_MAX = 18;

    private BoxList() {}

    /** As typed into an address. */
    public static List<Long> of(Collection<String> typed, long own) {
        if (typed.size() > BoxCursors.MOST || typed.stream().anyMatch(
                each -> each.isEmpty() || each.length() > DIGITS_MAX
                        || !each.chars().allMatch(c -> c >= '0' && c <= '9'))) {
            throw Refusal.field("box", SHAPE);
        }
        return ofNumbers(typed.stream().map(Long::valueOf).toList(), own);
    }

    /** Each once, in ascending order. */
    public static List<Long> ofNumbers(Collection<Long> asked, long own) {
        if (asked.isEmpty()) {
            return List.of(own);
        }
        SortedSet<Long> boxes = new TreeSet<>(asked);
        if (boxes.first() < 1 || asked.size() > BoxCursors.MOST) {
            throw Refusal.field("box", SHAPE);
        }
        return List.copyOf(boxes);
    }
}

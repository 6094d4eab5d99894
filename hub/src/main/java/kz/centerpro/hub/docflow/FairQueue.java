package kz.centerpro.hub.docflow;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * A queue that serves its senders by turns, one item each, so that a person's document does not wait behind the
 * thousands of a bulk sender. The items of one sender keep their order. Not safe for use by many threads.
 */
final class FairQueue<T> {

    private final int itemsMax;
    private final int senderMax;
    private final ToIntFunction<T> weight;
    private final Map<Long, ArrayDeque<T>> waiting = new HashMap<>();
    /** Senders with something waiting, each once, in the order of their turns. */
    private final ArrayDeque<Long> turns = new ArrayDeque<>();
    private int size;

    /**
     * @param itemsMax
     *            that may wait; half of them of one sender
     */
    FairQueue(int itemsMax, ToIntFunction<T> weight) {
        this.itemsMax = itemsMax;
        this.senderMax = Math.max(1, itemsMax / 2);
        this.weight = weight;
    }

    /** False when there is no room, or none for this sender. */
    boolean offer(long sender, T item) {
        ArrayDeque<T> own = waiting.get(sender);
        if (size == itemsMax || (own != null && own.size() == senderMax)) {
            return false;
        }
        if (own == null) {
            own = new ArrayDeque<>();
            waiting.put(sender, own);
            turns.add(sender);
        }
        own.add(item);
        size++;
        return true;
    }

    /** The next items, at most {@code count} and together at most {@code weightMax} heavy; one item in any case. */
    List<T> take(int count, int weightMax) {
        List<T> taken = new ArrayList<>(Math.min(count, size));
        long together = 0;
        while (taken.size() < count && size > 0) {
            Long sender = turns.remove();
            ArrayDeque<T> own = java.util.Objects.requireNonNull(waiting.get(sender));
            together += weight.applyAsInt(own.element());
            if (together > weightMax && !taken.isEmpty()) {
                turns.addFirst(sender);
                break;
            }
            taken.add(own.remove());
            size--;
            if (own.isEmpty()) {
                waiting.remove(sender);
            } else {
                turns.add(sender);
            }
        }
        return taken;
    }

    int size() {
        return size;
    }
}

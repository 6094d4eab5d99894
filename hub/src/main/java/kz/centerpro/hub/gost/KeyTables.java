package kz.centerpro.hub.gost;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * Tables of the keys that were met most lately, within a number of bytes. A key gets one when it has signed for the
 * third time. How often a key was met is remembered in a fixed number of cells, each for the last key that fell into
 * it: forgetting costs a table that comes later, never a wrong answer. No thread ever waits for another.
 */
final class KeyTables {

    /** A table costs as much as three verifications without one. */
    private static final int MEETINGS_BEFORE = 3;

    private static final int TEETH = 8;
    private static final int BLOCKS = 4;
    private static final int COLUMNS = 16;

    /** What one table takes. */
    static final int TABLE_BYTES = (BLOCKS << (TEETH - 1)) * AffinePoints.STRIDE * Long.BYTES;

    private static final int CELLS = 1 << 14;
    private static final long COUNT_MASK = 0xff;

    private static final class Entry {

        private final Comb table;
        private volatile long lastUse;

        private Entry(Comb table, long lastUse) {
            this.table = table;
            this.lastUse = lastUse;
        }
    }

    private final long bytesMax;
    private final Map<PublicPoint, Entry> entries = new ConcurrentHashMap<>();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong uses = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    /** The upper bits tell the key, the lower ones how often it was met. */
    private final AtomicLongArray cells = new AtomicLongArray(CELLS);

    KeyTables(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    @Nullable
    Comb find(PublicPoint key) {
        Entry entry = entries.get(key);
        if (entry == null) {
            return null;
        }
        entry.lastUse = uses.incrementAndGet();
        return entry.table;
    }

    /** Counts that the key has signed; a table when it is time for one, which is not yet kept. */
    @Nullable
    Comb seen(PublicPoint key) {
        if (bytesMax < TABLE_BYTES) {
            return null;
        }
        long mixed = key.hashCode() * 0x9E3779B97F4A7C15L;
        int cell = (int) (mixed >>> 50);
        long label = mixed & ~COUNT_MASK;
        long before = cells.get(cell);
        long count = (before & ~COUNT_MASK) == label ? (before & COUNT_MASK) + 1 : 1;
        // Of threads that count at once one wins; of two that find the number reached, one makes the table.
        boolean counted = cells.compareAndSet(cell, before, count >= MEETINGS_BEFORE ? 0 : label | count);
        return counted && count >= MEETINGS_BEFORE ? Comb.of(key.affine(), TEETH, BLOCKS, COLUMNS) : null;
    }

    /**
     * @param confirmed
     *            whether the table gave the verdict that was known
     */
    void keep(PublicPoint key, Comb table, boolean confirmed) {
        if (!confirmed) {
            refused.incrementAndGet();
            return;
        }
        if (entries.putIfAbsent(key, new Entry(table, uses.incrementAndGet())) == null) {
            bytes.addAndGet(TABLE_BYTES);
            shrink();
        }
    }

    private void shrink() {
        while (bytes.get() > bytesMax) {
            PublicPoint oldest = null;
            long use = Long.MAX_VALUE;
            for (Map.Entry<PublicPoint, Entry> candidate : entries.entrySet()) {
                if (candidate.getValue().lastUse < use) {
                    use = candidate.getValue().lastUse;
                    oldest = candidate.getKey();
                }
            }
            Entry removed = oldest == null ? null : entries.remove(oldest);
            if (removed != null) {
                bytes.addAndGet(-TABLE_BYTES);
            } else if (oldest == null) {
                return;
            }
        }
    }

    long bytes() {
        return bytes.get();
    }

    long refused() {
        return refused.get();
    }
}

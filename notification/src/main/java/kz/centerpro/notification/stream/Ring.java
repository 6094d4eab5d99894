package kz.centerpro.notification.stream;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The newest events of one box without a gap: those with {@code base < seq <= top} of one epoch. Never changes. */
final class Ring {

    private final int epoch;
    private final long base;
    private final Told[] events;
    private final long weight;

    private Ring(int epoch, long base, Told[] events, long weight) {
        this.epoch = epoch;
        this.base = base;
        this.events = events;
        this.weight = weight;
    }

    /** {@code events} are those after {@code base}, one after another. */
    static Ring of(int epoch, long base, List<Told> events) {
        long weight = 0;
        long next = base;
        for (Told event : events) {
            if (event.seq() != ++next) {
                throw new IllegalStateException("a hole before seq " + event.seq());
            }
            weight += event.weight();
        }
        return new Ring(epoch, base, events.toArray(Told[]::new), weight);
    }

    int epoch() {
        return epoch;
    }

    long base() {
        return base;
    }

    long top() {
        return base + events.length;
    }

    long weight() {
        return weight;
    }

    /** Whether a reader that has everything up to {@code position} can go on from here. */
    boolean continues(int ofEpoch, long position) {
        return ofEpoch == epoch && position >= base && position <= top();
    }

    /**
     * This and those of {@code more} that are beyond {@link #top}; the oldest are left out so that there are at most
     * {@code count}, and as many as weigh {@code most} but for the newest.
     */
    Ring with(List<Told> more, int count, long most) {
        List<Told> fresh = more.stream().filter(event -> event.seq() > top()).toList();
        Told[] all = Arrays.copyOf(events, events.length + fresh.size());
        long sum = weight;
        for (int i = 0; i < fresh.size(); i++) {
            if (fresh.get(i).seq() != top() + 1 + i) {
                throw new IllegalStateException("a hole before seq " + fresh.get(i).seq());
            }
            all[events.length + i] = fresh.get(i);
            sum += fresh.get(i).weight();
        }
        int out = Math.max(0, all.length - count);
        for (int i = 0; i < out; i++) {
            sum -= all[i].weight();
        }
        while (sum > most && out < all.length - 1) {
            sum -= all[out++].weight();
        }
        return new Ring(epoch, base + out, out == 0 ? all : Arrays.copyOfRange(all, out, all.length), sum);
    }

    /** At most {@code limit} events of {@code types} after {@code position}; null when there is nothing after it. */
    @Nullable
    Slice after(long position, int limit, Set<String> types) {
        int from = (int) (position - base);
        if (from >= events.length) {
            return null;
        }
        if (types.isEmpty()) {
            int to = Math.min(events.length, from + limit);
            return new Slice(Arrays.asList(events).subList(from, to), base + to);
        }
        List<Told> wanted = new ArrayList<>();
        int at = from;
        while (at < events.length && wanted.size() < limit) {
            if (types.contains(events[at].event().type())) {
                wanted.add(events[at]);
            }
            at++;
        }
        return new Slice(wanted, base + at);
    }

    /** {@code position} is how far was looked. */
    record Slice(List<Told> events, long position) {}
}

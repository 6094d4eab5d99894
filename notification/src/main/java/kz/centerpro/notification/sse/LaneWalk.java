package kz.centerpro.notification.sse;

import java.util.Set;
import kz.centerpro.contracts.event.BoxCursors;
import kz.centerpro.notification.stream.Feed;
import kz.centerpro.notification.stream.Told;
import kz.centerpro.notification.stream.Walk;
import kz.centerpro.notification.stream.Walker;
import org.jspecify.annotations.Nullable;

/**
 * A lane's walk through one of its boxes. All but {@link Walker}'s methods is done by the lane's event loop.
 */
final class LaneWalk implements Walker {

    private final Lane lane;
    private final long box;
    private @Nullable Walk walk;
    private int owed; // demand that the walk does not have
    private volatile boolean stalled;

    /** Nothing more comes of {@code box}. */
    record End(long box, @Nullable Throwable why) {}

    /** {@code demand}: events that may wait between the walk and the event loop. */
    LaneWalk(Lane lane, long box, int demand) {
        this.lane = lane;
        this.box = box;
        this.owed = demand;
    }

    long box() {
        return box;
    }

    void begin(Feed feed, BoxCursors from, Set<String> types, boolean known) {
        walk = feed.walk(box, from, types, this, known);
    }

    long lag() {
        return walk == null ? 0 : walk.lag();
    }

    boolean isStalled() {
        return stalled;
    }

    boolean isOwed() {
        return owed > 0;
    }

    /** One event of it went out. */
    void wrote() {
        owed++;
    }

    /** Lets as many more come as went out. */
    void ask() {
        if (owed > 0 && walk != null) {
            int more = owed;
            owed = 0;
            walk.request(more);
        }
    }

    void close() {
        if (walk != null) {
            walk.close();
        }
    }

    @Override
    public void told(Told event) {
        lane.tell(event);
    }

    @Override
    public void ended(@Nullable Throwable why) {
        lane.tell(new End(box, why));
    }

    @Override
    public void stalled(boolean yes) {
        stalled = yes;
    }
}

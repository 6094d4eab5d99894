package kz.centerpro.notification.kernel;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import kz.centerpro.contracts.wire.MeterNames;

/** What notification measures. Meters are made once; measuring allocates nothing and never waits. */
public final class StreamMeters {

    /** Where events leave the house. */
    public enum Door {
        SSE, RSOCKET, POLL;

        String label() {
            return switch (this) {
                case SSE -> "sse";
                case RSOCKET -> "rsocket";
                case POLL -> "poll";
            };
        }
    }

    private static final Duration[] AGES = {Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(25),
            Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(250), Duration.ofMillis(500),
            Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(15),
            Duration.ofMinutes(1)};

    private final Clock clock;
    private final Map<Door, AtDoor> doors = new EnumMap<>(Door.class);
    private final Timer pages;

    public StreamMeters(MeterRegistry registry, Clock clock) {
        this.clock = clock;
        for (Door door : Door.values()) {
            doors.put(door, new AtDoor(registry, door));
        }
        this.pages = Timer.builder(MeterNames.PAGE_READ).description("pages read from the event log")
                .serviceLevelObjectives(AGES).register(registry);
    }

    /** For one stream or one poll, which opens now. */
    public EventAge opened(Door door) {
        AtDoor there = at(door);
        return new EventAge(clock, there.ages, there.written);
    }

    /** One more client at {@code door}; give each back with {@link #left}. */
    public void came(Door door) {
        at(door).subscribers.incrementAndGet();
    }

    public void left(Door door) {
        at(door).subscribers.decrementAndGet();
    }

    private AtDoor at(Door door) {
        return Objects.requireNonNull(doors.get(door));
    }

    Timer pages() {
        return pages;
    }

    private static final class AtDoor {

        private final Timer ages;
        private final Counter written;
        private final AtomicInteger subscribers = new AtomicInteger();

        AtDoor(MeterRegistry registry, Door door) {
            this.ages = Timer.builder(MeterNames.EVENT_AGE).tag(MeterNames.DOOR, door.label())
                    .description(
                            "from the event to its being written, for events that happened while the client was there")
                    .serviceLevelObjectives(AGES).register(registry);
            this.written = Counter.builder(MeterNames.EVENTS_WRITTEN).tag(MeterNames.DOOR, door.label())
                    .description("events written, old ones that a client caught up with included").register(registry);
            Gauge.builder(MeterNames.SUBSCRIBERS, subscribers, AtomicInteger::get)
                    .tag(MeterNames.DOOR, door.label()).description("open streams and long polls").register(registry);
        }
    }
}

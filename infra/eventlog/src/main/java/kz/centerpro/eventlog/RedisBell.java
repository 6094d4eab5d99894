package kz.centerpro.eventlog;

import io.lettuce.core.api.StatefulRedisConnection;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bell over Redis pub/sub. Rings wait on a {@link WakeShelf}, one for each box, and only so many are on their way
 * at once: memory is bounded, and a burst on one box becomes few messages. While Redis is away rings are thrown away,
 * because the readers' sweep finds what they were about.
 */
public final class RedisBell implements Bell, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RedisBell.class);

    private static final int WAITING_MAX = 65_536;
    private static final long WAITING_OCTETS_MAX = 8L << 20;
    private static final int IN_FLIGHT_MAX = 128;

    private final RedisLink<StatefulRedisConnection<String, byte[]>> link;
    private final WakeShelf waiting = new WakeShelf(WAITING_MAX, WAITING_OCTETS_MAX);
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger work = new AtomicInteger();
    private Iterator<Long> round = Collections.emptyIterator(); // touched only by whoever holds `work`

    public RedisBell(String uri) {
        this.link = new RedisLink<>(uri, (client, at) -> client.connectAsync(RedisLink.CODEC, at),
                redis -> redis.setAutoFlushCommands(false), () -> {
                });
    }

    /** Begins to connect; Redis need not be up. */
    public void start() {
        link.open();
    }

    /** True while rings go out; false means that readers find what is new by their sweeps. */
    public boolean isUp() {
        return link.whenUp() != null;
    }

    @Override
    public void close() {
        link.close();
    }

    @Override
    public void ring(Collection<BoxTop> tops) {
        for (BoxTop top : tops) {
            waiting.put(WakeMessage.of(top));
        }
        drain();
    }

    private void drain() {
        if (work.getAndIncrement() != 0) {
            return; // whoever is at work will look again
        }
        int missed = 1;
        do {
            publishSome();
            missed = work.addAndGet(-missed);
        } while (missed != 0);
    }

    private void publishSome() {
        StatefulRedisConnection<String, byte[]> redis = link.whenUp();
        if (redis == null) {
            waiting.clear();
            return;
        }
        while (inFlight.get() < IN_FLIGHT_MAX && !waiting.isEmpty()) {
            if (!round.hasNext()) {
                round = waiting.boxes().iterator(); // goes round, so that no box waits behind busier ones
                continue;
            }
            WakeMessage next = waiting.take(round.next());
            if (next != null) {
                publish(redis, next);
            }
        }
        redis.flushCommands(); // what was rung together goes out in one write
    }

    private void publish(StatefulRedisConnection<String, byte[]> redis, WakeMessage message) {
        inFlight.incrementAndGet();
        try {
            var _ = redis.async().publish(WakeMessage.channel(message.box()), message.octets())
                    .whenComplete((_, _) -> {
                        inFlight.decrementAndGet();
                        drain();
                    });
        } catch (Throwable rejected) {
            // Redis went away between the look and the publish, or the client failed: a hint is lost, never the bell.
            inFlight.decrementAndGet();
            LOG.debug("A ring was lost", rejected);
        }
    }
}

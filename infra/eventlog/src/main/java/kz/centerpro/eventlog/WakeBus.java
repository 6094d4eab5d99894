package kz.centerpro.eventlog;

import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import kz.centerpro.contracts.event.EventEnvelope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears the {@link Bell} on all slots. On Redis's event loop wake-ups are put on a {@link WakeShelf}; when a read is
 * done the listener is told of what is there, at once if that are a few boxes, else by a thread of the bus. So a flood
 * costs few calls and bounded memory. Each time the subscription comes to life it asks for a sweep, for what was rung
 * meanwhile.
 */
public final class WakeBus implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WakeBus.class);
    /** Boxes told on the event loop itself. */
    private static final int AT_ONCE = 64;
    private static final int HEARD_MAX = 1 << 20;
    private static final long HEARD_OCTETS_MAX = 16L << 20;

    private final RedisLink<StatefulRedisPubSubConnection<String, byte[]>> link;
    private final WakeListener listener;
    private final Runnable sweep;
    private final WakeShelf heard = new WakeShelf(HEARD_MAX, HEARD_OCTETS_MAX);
    private final AtomicBoolean rung = new AtomicBoolean();
    // Woken by unpark alone: handing work to an executor takes a lock, and the event loop must never wait for one.
    private final Thread teller = new Thread(this::tell, "wake-bus");
    private volatile boolean closed;

    /** {@code sweep} is called, on an event loop, when wake-ups may have been missed. */
    public WakeBus(String uri, WakeListener listener, Runnable sweep) {
        this.listener = listener;
        this.sweep = sweep;
        this.link = new RedisLink<>(uri, (client, at) -> client.connectPubSubAsync(RedisLink.CODEC, at),
                this::listen, this::wasRead);
        teller.setDaemon(true);
    }

    /** Begins to connect; Redis need not be up. */
    public void start() {
        teller.start();
        link.open();
    }

    /** True while wake-ups can arrive; false means that the sweep alone finds new events. */
    public boolean isUp() {
        return link.whenUp() != null;
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(teller);
        link.close();
    }

    private void listen(StatefulRedisPubSubConnection<String, byte[]> redis) {
        redis.addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(String channel, byte[] octets) {
                note(octets);
            }

            @Override
            public void subscribed(String channel, long count) {
                sweep.run(); // also after each reconnect, when Lettuce has subscribed again
            }
        });
        subscribeAll(redis);
    }

    private void subscribeAll(StatefulRedisPubSubConnection<String, byte[]> redis) {
        var _ = redis.async().subscribe(WakeMessage.channels()).whenComplete((_, failure) -> {
            if (failure != null) {
                link.later(() -> subscribeAll(redis)); // Lettuce repeats only what succeeded once
            }
        });
    }

    private void note(byte[] octets) {
        WakeMessage message = WakeMessage.read(octets);
        if (message == null || !listener.listens(message.box())) {
            return;
        }
        heard.put(message);
    }

    /** On the event loop, after what one read brought was noted: a change of threads costs more than a few boxes. */
    private void wasRead() {
        if (heard.isEmpty()) {
            return;
        }
        if (heard.size() <= AT_ONCE) {
            heard.boxes().forEach(this::tell);
        } else if (rung.compareAndSet(false, true)) {
            LockSupport.unpark(teller);
        }
    }

    private void tell() {
        while (!closed) {
            if (rung.getAndSet(false)) { // before the look: what comes now is told by this pass or by the next
                heard.boxes().forEach(this::tell);
            } else {
                LockSupport.park(this);
            }
        }
    }

    private void tell(Long box) {
        WakeMessage message = heard.take(box);
        if (message == null) {
            return;
        }
        try {
            List<EventEnvelope> events = message.events();
            if (events.isEmpty()) {
                listener.rang(box, message.top());
            } else {
                listener.grown(box, message.epoch(), message.first(), events);
            }
        } catch (RuntimeException e) {
            LOG.error("A listener failed; the sweep will find what box {} has", box, e);
        }
    }
}

package kz.centerpro.eventlog;

import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears the {@link Bell} on all slots. On Redis's event loop a wake-up is only noted, by box, newest top wins; one
 * thread of the bus tells the listener. So a burst costs one call per box, and a slow listener costs no memory. Each
 * time the subscription comes to life it asks for a sweep, for what was rung meanwhile.
 */
public final class WakeBus implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WakeBus.class);

    private final RedisLink<StatefulRedisPubSubConnection<String, String>> link;
    private final WakeListener listener;
    private final Runnable sweep;
    private final ConcurrentHashMap<Long, Long> heard = new ConcurrentHashMap<>();
    private final AtomicBoolean rung = new AtomicBoolean();
    // Woken by unpark alone: handing work to an executor takes a lock, and the event loop must never wait for one.
    private final Thread teller = new Thread(this::tell, "wake-bus");
    private volatile boolean closed;

    /** {@code sweep} is called, on an event loop, when wake-ups may have been missed. */
    public WakeBus(String uri, WakeListener listener, Runnable sweep) {
        this.listener = listener;
        this.sweep = sweep;
        this.link = new RedisLink<>(uri, (client, at) -> client.connectPubSubAsync(StringCodec.ASCII, at),
                this::listen);
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

    private void listen(StatefulRedisPubSubConnection<String, String> redis) {
        redis.addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(String channel, String text) {
                note(text);
            }

            @Override
            public void subscribed(String channel, long count) {
                sweep.run(); // also after each reconnect, when Lettuce has subscribed again
            }
        });
        subscribeAll(redis);
    }

    private void subscribeAll(StatefulRedisPubSubConnection<String, String> redis) {
        var _ = redis.async().subscribe(WakeMessage.channels()).whenComplete((_, failure) -> {
            if (failure != null) {
                link.later(() -> subscribeAll(redis)); // Lettuce repeats only what succeeded once
            }
        });
    }

    private void note(String text) {
        long box = WakeMessage.box(text);
        if (box == 0 || !listener.listens(box)) {
            return;
        }
        heard.merge(box, WakeMessage.top(text), Math::max);
        if (rung.compareAndSet(false, true)) {
            LockSupport.unpark(teller);
        }
    }

    private void tell() {
        while (!closed) {
            if (rung.getAndSet(false)) { // before the look: what comes now is told by this pass or by the next
                heard.keySet().forEach(this::tell);
            } else {
                LockSupport.park(this);
            }
        }
    }

    private void tell(Long box) {
        Long top = heard.remove(box);
        if (top == null) {
            return;
        }
        try {
            listener.rang(box, top);
        } catch (RuntimeException e) {
            LOG.error("A listener failed; the sweep will find what box {} has", box, e);
        }
    }
}

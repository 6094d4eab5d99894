package kz.centerpro.eventlog;

import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Hears the {@link Bell} on all slots. On Redis's event loop a wake-up is only noted, by box, newest top wins; one
 * thread of the bus tells the listener. So a burst costs one call per box, and a slow listener costs no memory. Each
 * time the subscription comes to life it asks for a sweep, for what was rung meanwhile.
 */
public final class WakeBus implements AutoCloseable {

    private final RedisLink<StatefulRedisPubSubConnection<String, String>> link;
    private final WakeListener listener;
    private final Runnable sweep;
    private final ConcurrentHashMap<Long, Long> heard = new ConcurrentHashMap<>();
    private final AtomicBoolean telling = new AtomicBoolean();
    private final ThreadPoolExecutor teller = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(2), WakeBus::thread, new ThreadPoolExecutor.DiscardPolicy());

    /** {@code sweep} is called, on an event loop, when wake-ups may have been missed. */
    public WakeBus(String uri, WakeListener listener, Runnable sweep) {
        this.listener = listener;
        this.sweep = sweep;
        this.link = new RedisLink<>(uri, (client, at) -> client.connectPubSubAsync(StringCodec.ASCII, at),
                this::listen);
    }

    /** Begins to connect; Redis need not be up. */
    public void start() {
        link.open();
    }

    /** True while wake-ups can arrive; false means that the sweep alone finds new events. */
    public boolean isUp() {
        return link.whenUp() != null;
    }

    @Override
    public void close() {
        link.close();
        teller.shutdownNow();
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
        if (telling.compareAndSet(false, true)) {
            teller.execute(this::tell);
        }
    }

    private void tell() {
        telling.set(false); // before the look: what comes now is told by this pass or by the next
        for (Long box : heard.keySet()) {
            Long top = heard.remove(box);
            if (top != null) {
                listener.rang(box, top);
            }
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "wake-bus");
        thread.setDaemon(true);
        return thread;
    }
}

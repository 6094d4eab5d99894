package kz.centerpro.notification.rsocket;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

/** Notices what Reactive Streams forbids: calls beside one another, after the end, or beyond what was asked for. */
final class StrictClient implements CoreSubscriber<byte[]> {

    final List<String> payloads = Collections.synchronizedList(new ArrayList<>());
    final AtomicInteger ends = new AtomicInteger();
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicLong asked = new AtomicLong();
    private volatile @Nullable Subscription subscription;
    volatile @Nullable String broken;
    volatile @Nullable Throwable why;

    void ask(long n) {
        asked.addAndGet(n);
        Objects.requireNonNull(subscription).request(n);
    }

    void leave() {
        Objects.requireNonNull(subscription).cancel();
    }

    private void enter(String what) {
        if (inside.getAndIncrement() != 0) {
            broken = what + " beside another";
        }
        if (ends.get() != 0) {
            broken = what + " after the end";
        }
    }

    @Override
    public void onSubscribe(Subscription from) {
        subscription = from;
    }

    @Override
    public void onNext(byte[] payload) {
        enter("payload");
        payloads.add(new String(payload, StandardCharsets.UTF_8));
        if (payloads.size() > asked.get()) {
            broken = "a payload that nobody asked for";
        }
        inside.decrementAndGet();
    }

    @Override
    public void onError(Throwable error) {
        enter("error");
        why = error;
        ends.incrementAndGet();
        inside.decrementAndGet();
    }

    @Override
    public void onComplete() {
        enter("completion");
        ends.incrementAndGet();
        inside.decrementAndGet();
    }

    /** Runs them at once, each on a thread of its own, and waits for all. */
    static void race(Runnable... acts) throws InterruptedException {
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (Runnable act : acts) {
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    start.await();
                } catch (InterruptedException stopped) {
                    return;
                }
                act.run();
            }));
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
    }
}

package kz.centerpro.notification.stream;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

/** A reading of one box that goes on until it is closed, without gap or repeat. */
public final class Walk implements CoreSubscriber<Told>, AutoCloseable {

    private final Walker walker;
    private @Nullable FeedLoop loop;

    Walk(Walker walker) {
        this.walker = walker;
    }

    void goes(FeedLoop made) {
        loop = made;
    }

    /** Lets {@code events} more come. */
    public void request(long events) {
        loop().request(events);
    }

    /** Milliseconds since the first news that were not told yet; 0 when there are none. */
    public long lag() {
        return loop().lag();
    }

    /** Nothing more is told; of what is being told on another thread one event may still come. */
    @Override
    public void close() {
        loop().cancel();
    }

    private FeedLoop loop() {
        return java.util.Objects.requireNonNull(loop);
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        // the loop was given by its maker
    }

    @Override
    public void onNext(Told event) {
        walker.told(event);
    }

    @Override
    public void onError(Throwable why) {
        walker.ended(why);
    }

    @Override
    public void onComplete() {
        walker.ended(null);
    }
}

package kz.centerpro.door;

import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * A stream that ends with its caller's stay. Like {@code takeUntilOther(stay.end())}, which in reactor-core 3.8 tells
 * the subscriber and leaves the source running: so every stream whose token had ended kept its place in its box.
 */
final class Stayed<T> extends Flux<T> {

    private final Flux<T> source;
    private final Stay stay;

    Stayed(Flux<T> source, Stay stay) {
        this.source = source;
        this.stay = stay;
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> subscriber) {
        Main<T> main = new Main<>(Operators.serialize(subscriber));
        main.subscriber.onSubscribe(main);
        stay.<T>end().subscribe(main.ear());
        if (!main.over) {
            source.subscribe(main);
        }
    }

    private static final class Main<T> implements CoreSubscriber<T>, Subscription {

        private final CoreSubscriber<? super T> subscriber;
        private final Deferred source = new Deferred();
        private final Deferred watch = new Deferred();
        private volatile boolean over;

        Main(CoreSubscriber<? super T> subscriber) {
            this.subscriber = subscriber;
        }

        /** Hears that the stay is over. */
        CoreSubscriber<T> ear() {
            return new CoreSubscriber<>() {
                @Override
                public void onSubscribe(Subscription subscription) {
                    watch.set(subscription);
                }

                @Override
                public void onNext(T nothing) {}

                @Override
                public void onError(Throwable reason) {
                    over = true;
                    source.cancel();
                    subscriber.onError(reason);
                }

                @Override
                public void onComplete() {}
            };
        }

        @Override
        public Context currentContext() {
            return subscriber.currentContext();
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            source.set(subscription);
        }

        @Override
        public void onNext(T item) {
            subscriber.onNext(item);
        }

        @Override
        public void onError(Throwable error) {
            watch.cancel();
            subscriber.onError(error);
        }

        @Override
        public void onComplete() {
            watch.cancel();
            subscriber.onComplete();
        }

        @Override
        public void request(long n) {
            source.request(n);
        }

        @Override
        public void cancel() {
            watch.cancel();
            source.cancel();
        }
    }

    /** A subscription that may be asked of, or cancelled, before it is there. */
    private static final class Deferred extends Operators.DeferredSubscription {}
}

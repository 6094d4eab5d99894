package kz.centerpro.door.rsocket;

import io.rsocket.Payload;
import java.util.concurrent.atomic.AtomicLong;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * What a client sends into a channel, held to what it was asked for: rsocket-core hands on whatever comes, and
 * operators downstream would keep it all. One payload more ends the channel.
 */
final class Credited extends Flux<Payload> {

    private final Flux<Payload> source;

    Credited(Flux<Payload> source) {
        this.source = source;
    }

    @Override
    public void subscribe(CoreSubscriber<? super Payload> subscriber) {
        source.subscribe(new Counter(subscriber));
    }

    private static final class Counter implements CoreSubscriber<Payload>, Subscription {

        private final CoreSubscriber<? super Payload> subscriber;
        private final AtomicLong credit = new AtomicLong();
        private @Nullable Subscription source;
        private boolean done; // touched where payloads come in

        Counter(CoreSubscriber<? super Payload> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public Context currentContext() {
            return subscriber.currentContext();
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            if (Operators.validate(source, subscription)) {
                source = subscription;
                subscriber.onSubscribe(this);
            }
        }

        @Override
        public void onNext(Payload payload) {
            if (done) {
                payload.release();
                return;
            }
            long left = credit.get();
            if (left == 0) {
                done = true;
                payload.release();
                cancel();
                subscriber.onError(Refusal.of(ProblemType.MALFORMED_REQUEST,
                        "More payloads came than were requested: send as many as REQUEST_N says."));
                return;
            }
            if (left != Long.MAX_VALUE) {
                credit.decrementAndGet();
            }
            subscriber.onNext(payload);
        }

        @Override
        public void onError(Throwable error) {
            if (!done) {
                done = true;
                subscriber.onError(error);
            }
        }

        @Override
        public void onComplete() {
            if (!done) {
                done = true;
                subscriber.onComplete();
            }
        }

        @Override
        public void request(long n) {
            if (source != null && Operators.validate(n)) {
                credit.accumulateAndGet(n, Operators::addCap);
                source.request(n);
            }
        }

        @Override
        public void cancel() {
            if (source != null) {
                source.cancel();
            }
        }
    }
}

package kz.centerpro.notification.rsocket;

import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import kz.centerpro.notification.kernel.EventAge;
import kz.centerpro.notification.kernel.StreamMeters;
import kz.centerpro.notification.kernel.WireJson;
import kz.centerpro.notification.stream.Feed;
import kz.centerpro.notification.stream.Opening;
import kz.centerpro.notification.stream.Place;
import kz.centerpro.notification.stream.Pulse;
import kz.centerpro.notification.stream.Told;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * One {@code events.tail}: waits for its opening, says hello as the first payload that was asked for, and hands the
 * events on. Nothing else stands between the house and the feed, and nothing of the opening stays: an idle subscriber
 * is not a chain of operators, nor does it hold the query that found its place.
 *
 * <p>
 * Demand, the opening and cancellation come from any thread. Each is noted, then {@link #advance} is called, and
 * whoever finds {@code work} at 0 runs {@link #step} until no more came meanwhile. Events begin after hello was said
 * and come one at a time; so the subscriber is never called by two.
 */
final class TailLoop implements CoreSubscriber<Told>, Subscription {

    /**
     * What all tails of a door share.
     *
     * @param closing
     *            why a stream ends when the feed does
     */
    record House(Feed feed, WireJson json, StreamMeters meters, Supplier<? extends Throwable> closing) {}

    /**
     * What is asked for.
     *
     * @param own
     *            the box of who asks, whose stream it counts as
     * @param age
     *            is told of each event that is handed on
     * @param pulse
     *            is told how the stream fares
     */
    record Ask(long own, Set<String> types, EventAge age, Pulse pulse) {}

    private final CoreSubscriber<? super byte[]> subscriber;
    private final House house;
    private final Ask ask;
    private final AtomicInteger work = new AtomicInteger();
    private final AtomicLong demand = new AtomicLong(); // not passed on yet
    private final AtomicBoolean counted = new AtomicBoolean();
    private volatile @Nullable Opening opening; // between its coming and the hello
    private volatile @Nullable Subscription source; // of the opening, then of the events
    private volatile boolean cancelled;
    private @Nullable Place place; // in several boxes; set before the events begin
    private boolean live; // the events are the source; touched by who runs step

    private TailLoop(CoreSubscriber<? super byte[]> subscriber, House house, Ask ask) {
        this.subscriber = subscriber;
        this.house = house;
        this.ask = ask;
    }

    /** The stream that {@code opening} leads to; for one subscriber. */
    static Flux<byte[]> of(Mono<Opening> opening, House house, Ask ask) {
        return new Flux<>() {
            @Override
            public void subscribe(CoreSubscriber<? super byte[]> subscriber) {
                TailLoop tail = new TailLoop(subscriber, house, ask);
                subscriber.onSubscribe(tail);
                opening.subscribe(tail.door());
            }
        };
    }

    @Override
    public void request(long n) {
        if (Operators.validate(n)) {
            demand.accumulateAndGet(n, Operators::addCap);
            advance();
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        Subscription from = source;
        if (from != null) {
            from.cancel();
        }
        leave();
    }

    private void advance() {
        if (work.getAndIncrement() != 0) {
            return; // the thread at work will see it
        }
        int seen = 1;
        do {
            step();
            seen = work.addAndGet(-seen);
        } while (seen != 0);
    }

    private void step() {
        Opening found = opening;
        if (found != null && demand.get() > 0 && !cancelled) {
            opening = null;
            live = true;
            subscriber.onNext(house.json().wrappedHello(found.hello()));
            demand.updateAndGet(wanted -> wanted == Long.MAX_VALUE ? wanted : wanted - 1);
            place = found.at().size() == 1 ? null : new Place(found.at());
            house.feed().told(ask.own(), found.at(), ask.types(), ask.pulse()).subscribe(this);
        }
        Subscription events = source;
        if (live && events != null && !cancelled && demand.get() > 0) {
            events.request(demand.getAndSet(0));
        }
    }

    /** Of the events. */
    @Override
    public void onSubscribe(Subscription subscription) {
        comesFrom(subscription);
    }

    @Override
    public void onNext(Told event) {
        byte[] payload;
        try {
            payload = event.json(house.json());
            if (place != null) {
                payload = WireJson.wrappedEvent(place.after(event), payload);
            }
            ask.age().written(event.event());
        } catch (RuntimeException broken) { // an event that cannot be written ends its stream, not its reader
            cancel();
            subscriber.onError(broken);
            return;
        }
        subscriber.onNext(payload);
    }

    @Override
    public void onError(Throwable why) {
        leave();
        subscriber.onError(why);
    }

    /** The feed ends by itself only when this node closes. */
    @Override
    public void onComplete() {
        onError(house.closing().get());
    }

    @Override
    public Context currentContext() {
        return subscriber.currentContext();
    }

    private void comesFrom(Subscription subscription) {
        source = subscription;
        if (cancelled) {
            subscription.cancel();
        }
    }

    private void opened(Opening found) {
        counted.set(true);
        house.meters().came(StreamMeters.Door.RSOCKET);
        if (cancelled) {
            leave();
            return;
        }
        source = null; // nothing of how it was found stays
        opening = found;
        advance();
    }

    private void leave() {
        if (counted.compareAndSet(true, false)) {
            house.meters().left(StreamMeters.Door.RSOCKET);
        }
    }

    /** Who waits for the opening. */
    private CoreSubscriber<Opening> door() {
        return new CoreSubscriber<>() {

            private boolean found;

            @Override
            public void onSubscribe(Subscription subscription) {
                comesFrom(subscription);
                subscription.request(1);
            }

            @Override
            public void onNext(Opening opening) {
                found = true;
                opened(opening);
            }

            @Override
            public void onError(Throwable why) {
                if (!found) {
                    subscriber.onError(why);
                }
            }

            @Override
            public void onComplete() {
                if (!found) {
                    subscriber.onComplete();
                }
            }

            @Override
            public Context currentContext() {
                return subscriber.currentContext();
            }
        };
    }
}

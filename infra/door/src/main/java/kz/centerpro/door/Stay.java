package kz.centerpro.door;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * How long a caller may stay: until its token ends, or its access is withdrawn, whichever comes first. A newer token of
 * the same participant moves the end on.
 */
public class Stay {

    /** Member {@code reason} of the problem that ends a stay. */
    public static final String REASON = "reason";
    /** Come back with a new token, and go on from the cursor. */
    public static final String TOKEN_EXPIRED = "TOKEN_EXPIRED";
    /** A new sign-in is needed; the refresh token does not serve either. */
    public static final String ACCESS_WITHDRAWN = "ACCESS_WITHDRAWN";

    private final Clock clock;
    private final Withdrawals withdrawals;
    private volatile Caller caller;

    public Stay(Caller caller, Clock clock) {
        this.caller = caller;
        this.clock = clock;
        this.withdrawals = caller.withdrawals();
    }

    /** Whose token counts now. */
    public Caller caller() {
        return caller;
    }

    /** Goes on with {@code newer}, unless its token ends before the one that there is. */
    public void renew(Caller newer) {
        if (newer.expiresAt().isAfter(caller.expiresAt())) {
            caller = newer;
        }
    }

    /**
     * The part of this stay in which the events of {@code boxes} may be read: over with it, or with
     * {@code not_permitted} as soon as the token that counts names one of them no longer.
     */
    public Stay reading(Collection<Long> boxes) {
        return new Reading(this, List.copyOf(boxes));
    }

    /** Why the stay is over; null while it is not. */
    public @Nullable Refusal over() {
        Caller now = caller;
        if (now.withdrawals().cover(now)) {
            return withdrawn();
        }
        return now.expiresAt().isAfter(clock.instant())
                ? null
                : Refusal.of(ProblemType.UNAUTHENTICATED,
                        "The access token has expired: go on from your cursor with a new one.")
                        .with(REASON, TOKEN_EXPIRED);
    }

    /**
     * Fails with {@link #over} as soon as there is a reason; gives nothing before. For streams there is
     * {@link #within}.
     */
    public <T> Mono<T> end() {
        return new Mono<>() {
            @Override
            public void subscribe(CoreSubscriber<? super T> subscriber) {
                Watch<T> watch = new Watch<>(Stay.this, subscriber);
                subscriber.onSubscribe(watch);
                watch.begin();
            }
        };
    }

    /** {@code stream} as long as the stay lasts; then it is cancelled, and the subscriber told why. */
    public <T> Flux<T> within(Flux<T> stream) {
        return new Stayed<>(stream, this);
    }

    static Refusal withdrawn() {
        return Refusal.of(ProblemType.UNAUTHENTICATED, "This access was withdrawn: sign in again.").with(REASON,
                ACCESS_WITHDRAWN);
    }

    /** Runs {@code look}, which asks {@link #over}, as often as that may have changed, until {@link #unwatch}. */
    public void watch(Runnable look) {
        withdrawals.watch(look);
    }

    public void unwatch(Runnable look) {
        withdrawals.unwatch(look);
    }

    /** Somebody who waits for the end. */
    private static final class Watch<T> implements Subscription, Runnable {

        private final Stay stay;
        private final CoreSubscriber<? super T> subscriber;
        private final AtomicBoolean done = new AtomicBoolean();

        Watch(Stay stay, CoreSubscriber<? super T> subscriber) {
            this.stay = stay;
            this.subscriber = subscriber;
        }

        void begin() {
            stay.watch(this);
            run();
            if (done.get()) {
                stay.unwatch(this); // it left before it came
            }
        }

        @Override
        public void run() {
            Refusal over = stay.over();
            if (over != null && leave()) {
                subscriber.onError(over);
            }
        }

        @Override
        public void request(long n) {}

        @Override
        public void cancel() {
            leave();
        }

        private boolean leave() {
            if (!done.compareAndSet(false, true)) {
                return false;
            }
            stay.unwatch(this);
            return true;
        }
    }

    /** A stay within another, as long as some boxes may be read. */
    private static final class Reading extends Stay {

        private final Stay whole;
        private final List<Long> boxes;

        Reading(Stay whole, List<Long> boxes) {
            super(whole.caller(), whole.clock);
            this.whole = whole;
            this.boxes = boxes;
        }

        @Override
        public Caller caller() {
            return whole.caller();
        }

        @Override
        public void renew(Caller newer) {
            whole.renew(newer);
        }

        @Override
        public @Nullable Refusal over() {
            Refusal over = whole.over();
            return over != null ? over : whole.caller().unreadable(boxes);
        }
    }
}

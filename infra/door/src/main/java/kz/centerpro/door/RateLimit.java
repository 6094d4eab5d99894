package kz.centerpro.door;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import reactor.core.publisher.Mono;

/**
 * How many requests a second one key may make on this node: a steady rate, and a burst that rest fills up again (the
 * generic cell rate algorithm, ITU-T I.371). Memory is bounded; a key that is forgotten has rested.
 */
public final class RateLimit {

    /** Draft-ietf-httpapi-ratelimit-headers: what the rate is, and what is left of it. */
    public static final String POLICY = "RateLimit-Policy";
    public static final String LIMIT = "RateLimit";
    private static final int KEYS_MAX = 100_000;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final String name;
    private final int burst;
    private final long interval;
    private final long full;
    private final LongSupplier nanos;
    private final Cache<Object, Bucket> buckets;

    /**
     * @param name
     *            in the headers, and whose rate it is, for the refusal
     * @param perSecond
     *            at least 1
     * @param burst
     *            at least 1: requests at once after a rest
     * @param nanos
     *            a clock that never goes back
     */
    public RateLimit(String name, int perSecond, int burst, LongSupplier nanos) {
        if (perSecond < 1 || burst < 1) {
            throw new IllegalArgumentException("a rate and its burst are at least 1");
        }
        this.name = name;
        this.burst = burst;
        this.interval = SECOND / perSecond;
        this.full = interval * burst;
        this.nanos = nanos;
        this.buckets = Caffeine.newBuilder().maximumSize(KEYS_MAX)
                .expireAfterAccess(Duration.ofNanos(full).plusMinutes(1)).build();
    }

    /**
     * Counts one request of {@code key}, and tells {@code headers} by name and value what is left.
     *
     * @throws Refusal
     *             {@code rate_limited} with the time to wait; the request was not counted
     */
    public void take(Object key, BiConsumer<String, String> headers) {
        headers.accept(POLICY, "\"" + name + "\";q=" + burst + ";w=" + seconds(full));
        Bucket bucket = bucket(key);
        long wait = bucket.take();
        headers.accept(LIMIT, "\"" + name + "\";r=" + bucket.remaining() + ";t=" + seconds(bucket.untilFull()));
        if (wait > 0) {
            throw Refusal.of(ProblemType.RATE_LIMITED, "This " + name + " may send " + SECOND / interval
                    + " requests a second, and " + burst + " at once after a rest: send this one again later.")
                    .retryAfter(Duration.ofSeconds(seconds(wait)));
        }
    }

    /** Counts one request of {@code key} and completes when it is its turn: for senders that can wait. */
    public Mono<Void> turn(Object key) {
        return Mono.defer(() -> {
            long wait = bucket(key).reserve();
            return wait <= 0 ? Mono.empty() : Mono.delay(Duration.ofNanos(wait)).then();
        });
    }

    private Bucket bucket(Object key) {
        return buckets.get(key, unknown -> new Bucket(nanos.getAsLong()));
    }

    private static long seconds(long nanoseconds) {
        return Math.max(1, (nanoseconds + SECOND - 1) / SECOND);
    }

    /** One key. {@code paidUntil} is when all that was taken would have come at the steady rate. */
    private final class Bucket {

        private long paidUntil;

        Bucket(long now) {
            paidUntil = now;
        }

        /** 0 when taken, else how long to wait. */
        synchronized long take() {
            long now = nanos.getAsLong();
            long start = later(now);
            long wait = start + interval - full - now;
            if (wait > 0) {
                return wait;
            }
            paidUntil = start + interval;
            return 0;
        }

        synchronized long reserve() {
            long now = nanos.getAsLong();
            paidUntil = later(now) + interval;
            return paidUntil - full - now;
        }

        synchronized long untilFull() {
            return Math.max(0, paidUntil - nanos.getAsLong());
        }

        long remaining() {
            return Math.max(0, (full - untilFull()) / interval);
        }

        /** The clock's numbers mean something only by their difference. */
        private long later(long now) {
            return paidUntil - now > 0 ? paidUntil : now;
        }
    }
}

package kz.centerpro.hub.payment;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import kz.centerpro.contracts.wire.MeterNames;
import kz.centerpro.hub.kernel.BackgroundLoop;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Raises the 72-hour alarm when it is due, and counts what waits for the meters; what is not known is NaN. */
final class OverdueLoop extends BackgroundLoop implements MeterBinder {

    private static final Logger LOG = LoggerFactory.getLogger(OverdueLoop.class);

    private final Receipts receipts;
    private final Clock clock;
    private final Duration every;
    private volatile long @Nullable [] waiting;

    OverdueLoop(Receipts receipts, Clock clock, Duration every) {
        this.receipts = receipts;
        this.clock = clock;
        this.every = every;
    }

    @Override
    protected Flux<?> work() {
        return every(Duration.ofSeconds(5), every, "Waiting payments are looked at in the next round", this::round);
    }

    private Mono<Void> round() {
        return receipts.raiseOverdue(clock.instant()).doOnNext(raised -> {
            if (raised > 0) {
                LOG.warn("{} payments have waited for their owner longer than clause 6.4 allows", raised);
            }
        }).then(receipts.countWaiting()).doOnNext(now -> waiting = now)
                .doOnError(_ -> waiting = null).then();
    }

    private double seen(int which) {
        long[] now = waiting;
        return now == null ? Double.NaN : now[which];
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder(MeterNames.PAYMENTS_WAITING, this, loop -> loop.seen(0)).tag(MeterNames.STATE, "unmatched")
                .description("payments that came and belong to nobody yet").register(registry);
        Gauge.builder(MeterNames.PAYMENTS_WAITING, this, loop -> loop.seen(1)).tag(MeterNames.STATE, "overdue")
                .description("payments that came and belong to nobody yet").register(registry);
    }
}

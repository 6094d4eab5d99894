package kz.centerpro.door;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Brings the store's withdrawals into this process, once a period. It looks a minute further back than it has seen, for
 * what was committed late; what it meets twice is nothing new.
 */
public final class WithdrawalLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WithdrawalLoop.class);
    private static final Duration OVERLAP = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PERIOD_MAX = Duration.ofMillis(1_500);

    private final WithdrawalSource source;
    private final Withdrawals withdrawals;
    private final Clock clock;
    private final Duration period;
    private Instant seen = Instant.EPOCH; // touched by one round at a time
    private @Nullable Disposable running;

    /** {@code period} is at most 1.5 s, so that access ends within two. */
    public WithdrawalLoop(WithdrawalSource source, Withdrawals withdrawals, Clock clock, Duration period) {
        if (!period.isPositive() || period.compareTo(PERIOD_MAX) > 0) {
            throw new IllegalArgumentException("center.access.withdrawal-sweep is above 0 and at most 1.5 s");
        }
        this.source = source;
        this.withdrawals = withdrawals;
        this.clock = clock;
        this.period = period;
    }

    public void start() {
        running = Flux.interval(Duration.ZERO, period).onBackpressureDrop().concatMap(_ -> round(), 1).subscribe();
    }

    @Override
    public void close() {
        if (running != null) {
            running.dispose();
        }
    }

    private Mono<Void> round() {
        return Flux.defer(() -> source.since(seen.equals(Instant.EPOCH) ? seen : seen.minus(OVERLAP))).collectList()
                .timeout(PATIENCE).doOnNext(this::learn).then().onErrorResume(away -> {
                    LOG.debug("Withdrawals wait for the next round: {}", away.toString());
                    return Mono.empty();
                });
    }

    private void learn(List<Withdrawal> news) {
        for (Withdrawal withdrawal : news) {
            seen = withdrawal.at().isAfter(seen) ? withdrawal.at() : seen;
        }
        withdrawals.learn(news);
        withdrawals.forget(clock.instant());
    }
}

package kz.centerpro.client;

import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * Repeats one call, where it may be repeated, until patience has run out: lost connections, silence, 429, 502, 503,
 * 504. Belongs to one subscription.
 */
final class CallRetry {

    private static final int TOKENS_MAX = 2;

    private final BackOff backOff;
    private final Duration patience;
    private final CallWatcher watcher;
    private long begun = now();
    private int failures;
    private int tokens;

    CallRetry(BackOff backOff, Duration patience) {
        this(backOff, patience, CallWatcher.SILENT);
    }

    CallRetry(BackOff backOff, Duration patience, CallWatcher watcher) {
        this.backOff = backOff;
        this.patience = patience;
        this.watcher = watcher;
    }

    Retry spec() {
        return Retry.from(cuts -> cuts.concatMap(cut -> pause(cut.failure())));
    }

    /** Something was done: patience begins anew. */
    void progressed() {
        begun = now();
        failures = 0;
    }

    private Mono<Long> pause(Throwable failure) {
        return switch (failure) {
            case TokenRefused refused -> ++tokens > TOKENS_MAX ? Mono.error(refused.problem()) : Mono.just(0L);
            case HubProblem problem when problem.isPassing() ->
                after(problem, backOff.pause(failures++, problem.retryAfter()));
            case HubProblem problem -> Mono.error(problem);
            case Throwable lost when Losses.isLoss(lost) -> after(lost, backOff.pause(failures++, null));
            default -> Mono.error(failure);
        };
    }

    private Mono<Long> after(Throwable failure, Duration wait) {
        if (now() - begun + wait.toMillis() > patience.toMillis()) {
            return Mono.error(failure);
        }
        watcher.again(failure, wait);
        return Mono.delay(wait);
    }

    /** The clock of the timers, which tests may move. */
    private static long now() {
        return Schedulers.parallel().now(java.util.concurrent.TimeUnit.MILLISECONDS);
    }
}

package kz.centerpro.hub.audit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Writes what was noted, five times a second. It stops after the web server, and what is left by then is written before
 * the process goes on ending.
 */
final class AuditLoop implements SmartLifecycle {

    private static final Duration PERIOD = Duration.ofMillis(200);
    private static final Duration LAST_WORDS = Duration.ofSeconds(3);

    private final Logger log = LoggerFactory.getLogger(AuditLoop.class);
    private final Audit audit;
    private @Nullable Disposable running;

    AuditLoop(Audit audit) {
        this.audit = audit;
    }

    @Override
    public synchronized void start() {
        if (running == null) {
            running = Flux.interval(PERIOD).onBackpressureDrop()
                    .concatMap(_ -> audit.write().onErrorResume(failure -> {
                        log.warn("The audit log waits: {}", failure.toString());
                        return Mono.empty();
                    }), 0).subscribe();
        }
    }

    @Override
    public void stop() {
        stop(() -> {
        });
    }

    @Override
    public synchronized void stop(Runnable ended) {
        if (running != null) {
            running.dispose();
            running = null;
        }
        audit.write().timeout(LAST_WORDS).doFinally(_ -> ended.run())
                .subscribe(null, failure -> log.error("The end of the audit log was not written", failure));
    }

    @Override
    public synchronized boolean isRunning() {
        return running != null;
    }

    /** Loops that make notes and the web server stop before. */
    @Override
    public int getPhase() {
        return 0;
    }
}

package kz.centerpro.hub.audit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Writes what was noted, five times a second. It stops after the web server, and what is left by then is written before
 * the process goes on ending.
 */
final class AuditLoop implements SmartLifecycle {

    private static final Duration PERIOD = Duration.ofMillis(200);
    private static final Duration LAST_WORDS = Duration.ofSeconds(3);

    private final Logger log = LoggerFactory.getLogger(AuditLoop.class);
    private final Audit audit;
    private @Nullable Running running;

    /** {@code ended} completes when what was being written is written. */
    private record Running(Sinks.Empty<Void> end, Mono<Void> ended) {}

    AuditLoop(Audit audit) {
        this.audit = audit;
    }

    @Override
    public synchronized void start() {
        if (running == null) {
            Sinks.Empty<Void> end = Sinks.empty();
            Mono<Void> ended = Flux.interval(PERIOD).onBackpressureDrop().takeUntilOther(end.asMono())
                    .concatMap(_ -> Mono.defer(audit::write).onErrorResume(failure -> {
                        log.warn("The audit log waits: {}", failure.toString());
                        return Mono.empty();
                    }), 0).then().cache();
            ended.subscribe(null, failure -> log.error("Ended before its time", failure));
            running = new Running(end, ended);
        }
    }

    @Override
    public void stop() {
        stop(() -> {
        });
    }

    /** A batch that is being written is waited for: cut off, it might be there already, and would be written twice. */
    @Override
    public synchronized void stop(Runnable stopped) {
        Running last = running;
        running = null;
        if (last != null) {
            last.end.tryEmitEmpty();
        }
        (last == null ? Mono.<Void>empty() : last.ended).then(Mono.defer(audit::write)).timeout(LAST_WORDS)
                .doFinally(_ -> stopped.run())
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

package kz.centerpro.hub.trust;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import kz.centerpro.hub.kernel.Bulkhead;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Keeps lists fresh: files when they change, addresses on their schedule; and forgets old responder answers hourly. */
final class TrustLoop implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(TrustLoop.class);
    private static final Duration FILES_EVERY = Duration.ofSeconds(30);
    private static final long FORGET_EVERY = 120;

    private final TrustDesk desk;
    private final TrustFiles files;
    private final TrustProperties settings;
    private final Bulkhead work;
    private final AtomicLong version = new AtomicLong(1);
    private String seen = "";
    private @Nullable Disposable running;

    TrustLoop(TrustDesk desk, TrustFiles files, TrustProperties settings, Bulkhead work) {
        this.desk = desk;
        this.files = files;
        this.settings = settings;
        this.work = work;
    }

    @Override
    public void start() {
        Flux<?> fromFiles = Flux.interval(FILES_EVERY).onBackpressureDrop().concatMap(this::reread, 1);
        Flux<?> fromAddresses = Flux.interval(Duration.ZERO, settings.crlRefresh()).onBackpressureDrop()
                .concatMap(tick -> Flux.fromIterable(settings.crlUrls()).concatMap(this::refreshed), 1);
        running = Flux.merge(fromFiles, fromAddresses).subscribe();
    }

    private Mono<Boolean> reread(long tick) {
        return work.run(() -> {
            String now = files.listsFingerprint();
            boolean changed = !now.equals(seen) && !seen.isEmpty();
            seen = now;
            if (changed || tick % FORGET_EVERY == FORGET_EVERY - 1) {
                desk.reset(files.read(version.incrementAndGet()).build());
            }
            return changed;
        }).onErrorResume(failure -> {
            LOG.warn("Revocation lists not read again: {}", failure.toString());
            return Mono.just(false);
        });
    }

    private Mono<Boolean> refreshed(URI url) {
        return desk.listed(url).onErrorResume(failure -> {
            LOG.warn("Revocation list not refreshed: {}", failure.toString());
            return Mono.just(false);
        });
    }

    @Override
    public void stop() {
        if (running != null) {
            running.dispose();
            running = null;
        }
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }
}

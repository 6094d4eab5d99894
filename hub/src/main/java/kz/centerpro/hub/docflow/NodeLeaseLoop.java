package kz.centerpro.hub.docflow;

import java.time.Duration;
import java.util.UUID;
import kz.centerpro.hub.kernel.Ids;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Leases three digits of the document number for this node and renews them long before they run out. */
final class NodeLeaseLoop implements SmartLifecycle {

    static final Duration TTL = Duration.ofSeconds(30);
    private static final Duration RENEWED_EVERY = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(NodeLeaseLoop.class);

    private final LeaseStore store;
    private final NumberMint mint;
    private final UUID holder;
    private @Nullable Disposable running;

    NodeLeaseLoop(LeaseStore store, NumberMint mint, Ids ids) {
        this.store = store;
        this.mint = mint;
        this.holder = ids.next();
    }

    @Override
    public void start() {
        running = Flux.interval(Duration.ZERO, RENEWED_EVERY).onBackpressureDrop().concatMap(tick -> renewed(), 1)
                .subscribe();
    }

    private Mono<NumberMint.Lease> renewed() {
        return store.lease(holder, TTL).doOnNext(mint::hold).timeout(RENEWED_EVERY).onErrorResume(failure -> {
            LOG.warn("Node lease not renewed: {}", failure.toString());
            return Mono.empty(); // the lease held runs on until its end, where the mint stops by itself
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

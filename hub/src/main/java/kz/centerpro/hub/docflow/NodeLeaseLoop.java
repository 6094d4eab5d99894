package kz.centerpro.hub.docflow;

import java.time.Duration;
import java.util.UUID;
import kz.centerpro.hub.kernel.BackgroundLoop;
import kz.centerpro.hub.kernel.Ids;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Leases three digits of the document number for this node and renews them long before they run out. */
final class NodeLeaseLoop extends BackgroundLoop {

    static final Duration TTL = Duration.ofSeconds(30);
    private static final Duration RENEWED_EVERY = Duration.ofSeconds(5);

    private final LeaseStore store;
    private final NumberMint mint;
    private final UUID holder;

    NodeLeaseLoop(LeaseStore store, NumberMint mint, Ids ids) {
        this.store = store;
        this.mint = mint;
        this.holder = ids.next();
    }

    @Override
    protected Flux<?> work() {
        return every(Duration.ZERO, RENEWED_EVERY, "Node lease not renewed", this::renewed);
    }

    /** When it fails, the lease held runs on until its end, where the mint stops by itself. */
    private Mono<NumberMint.Lease> renewed() {
        return store.lease(holder, TTL).doOnNext(mint::hold).timeout(RENEWED_EVERY);
    }
}

package kz.centerpro.hub.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Seals the books and holds them against themselves, for a given instant. */
public final class LedgerJobs {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerJobs.class);
    private static final ZoneId ALMATY = ZoneId.of("Asia/Almaty");

    private final LedgerStore store;
    private volatile int differences;

    LedgerJobs(LedgerStore store) {
        this.store = store;
    }

    /** Seals every day that is over at {@code asOf}; returns how many now. */
    public Mono<Integer> seal(Instant asOf) {
        LocalDate yesterday = asOf.atZone(ALMATY).toLocalDate().minusDays(1);
        return store.seal(yesterday, asOf);
    }

    /** Every difference between the balances and seals that are kept and those that the entries give; none is right. */
    public Mono<List<String>> recompute() {
        return store.recompute().map(found -> found.stream()
                .map(it -> it.what() + " " + it.name() + ": kept " + it.kept() + ", computed " + it.computed())
                .toList()).doOnNext(found -> {
                    differences = found.size();
                    found.forEach(it -> LOG.error("The books differ: {}", it));
                });
    }

    /** Of the last recompute. */
    int differences() {
        return differences;
    }
}

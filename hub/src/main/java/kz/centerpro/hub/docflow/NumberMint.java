package kz.centerpro.hub.docflow;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import kz.centerpro.contracts.document.DocumentNumber;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Makes document numbers from time, this node's leased digits and a sequence. Unique over all nodes, because a number's
 * time lies inside the lease of its node digits: after {@code from}, before {@code until}.
 */
final class NumberMint {

    /** Numbers stop this long before the lease ends, for clocks that differ. */
    static final Duration MARGIN = Duration.ofSeconds(5);

    /** A leased range of time for one value of the node digits. */
    record Lease(int node, Instant from, Instant until) {}

    private final Clock clock;
    private @Nullable Lease lease;
    private long lastMs = Long.MIN_VALUE;
    private int sequence;

    NumberMint(Clock clock) {
        this.clock = clock;
    }

    synchronized void hold(@Nullable Lease granted) {
        if (granted != null && (lease == null || lease.node() != granted.node())) {
            lastMs = granted.from().toEpochMilli();
            sequence = DocumentNumber.SEQUENCE_MAX;
        }
        lease = granted;
    }

    /** How long numbers can be made yet; nothing or less when none can. */
    synchronized Duration left() {
        Lease held = lease;
        return held == null ? Duration.ZERO : Duration.between(clock.instant(), held.until().minus(MARGIN));
    }

    /** The next number; refused with {@code overloaded} while this node holds no lease. */
    synchronized DocumentNumber next() {
        long now = clock.millis();
        if (now > lastMs) {
            lastMs = now;
            sequence = 0;
        } else if (++sequence > DocumentNumber.SEQUENCE_MAX) {
            lastMs++;
            sequence = 0;
        }
        Lease held = lease;
        if (held == null || Math.max(now, lastMs) >= held.until().minus(MARGIN).toEpochMilli()) {
            throw Refusal.of(ProblemType.OVERLOADED, "This node is waiting for its lease: repeat the same request.")
                    .retryAfter(Duration.ofSeconds(1));
        }
        return DocumentNumber.of(lastMs, held.node(), sequence);
    }
}

package kz.centerpro.hub.docflow;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import kz.centerpro.hub.kernel.Rows;
import kz.centerpro.hub.kernel.Tx;
import reactor.core.publisher.Mono;

/** Table {@code hub.node}. */
final class LeaseStore {

    private final Tx tx;

    LeaseStore(Tx tx) {
        this.tx = tx;
    }

    Mono<NumberMint.Lease> lease(UUID holder, Duration ttl) {
        return tx.client().sql(
                "select node_id, expires_at, number_from from hub.lease_node(:holder, make_interval(secs => :ttl))")
                .bind("holder", holder).bind("ttl", (double) ttl.toSeconds())
                .map(row -> new NumberMint.Lease(Rows.get(row, "node_id", Integer.class),
                        Rows.get(row, "number_from", Instant.class),
                        Rows.get(row, "expires_at", Instant.class)))
                .one();
    }
}

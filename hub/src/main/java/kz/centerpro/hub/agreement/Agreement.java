package kz.centerpro.hub.agreement;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Instant;
import java.util.UUID;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import reactor.core.publisher.Mono;

/** The room's facade: whether a participant has accepted the offer. */
public final class Agreement {

    private static final int REMEMBERED_MAX = 100_000;

    private final AcceptanceStore acceptances;
    private final StatementStore statements;
    /** Who accepted; an acceptance is never taken back, so this never goes stale. */
    private final Cache<UUID, Boolean> accepted = Caffeine.newBuilder().maximumSize(REMEMBERED_MAX).build();

    Agreement(AcceptanceStore acceptances, StatementStore statements) {
        this.acceptances = acceptances;
        this.statements = statements;
    }

    /**
     * Completes for a participant that accepted any version of the offer: a newer one binds without a second acceptance
     * (reading A1). Refuses others with {@code offer_not_accepted}.
     */
    public Mono<Void> requireAccepted(UUID participant) {
        return Mono.defer(() -> accepted.getIfPresent(participant) != null
                ? Mono.empty()
                : acceptances.exists(participant).flatMap(met -> met ? remembered(participant) : refused()));
    }

    /** Forgets statements that ran out before that time; for housekeeping. */
    public Mono<Long> purgeStatements(Instant expiredBefore) {
        return statements.purge(expiredBefore);
    }

    private Mono<Void> remembered(UUID participant) {
        accepted.put(participant, true);
        return Mono.empty();
    }

    private static Mono<Void> refused() {
        return Mono.error(Refusal.of(ProblemType.OFFER_NOT_ACCEPTED,
                "Accept the offer first: GET /v1/offers/current/statement, sign it, POST /v1/acceptances."));
    }
}

package kz.centerpro.hub.restriction;

import java.util.Comparator;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import kz.centerpro.contracts.problem.Refusal;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The room's facade: whether somebody has access now. */
public final class Restrictions {

    private final RestrictionStore store;
    /** Whole participants that have no access, as this node knows; few. */
    private volatile Map<UUID, Restriction> known = Map.of();

    Restrictions(RestrictionStore store) {
        this.store = store;
    }

    /**
     * Asks the store, for who is about to be let in.
     *
     * @param signatory
     *            null for a program
     * @return refused with {@code access_suspended}, which names the clause, or with {@code access_blocked}
     */
    public Mono<Void> requireAccess(@Nullable UUID participant, @Nullable UUID signatory) {
        return participant == null
                ? Mono.empty()
                : store.open(participant)
                        .filter(open -> open.signatory() == null || open.signatory().equals(signatory))
                        .sort(Comparator.comparing(Restriction::isTold)) // what must not be told comes first
                        .next().flatMap(open -> Mono.error(RestrictionPolicy.refusal(open)));
    }

    /** Asks nobody, for what is done many times a second; knows what any node did within a second or so. */
    public void requireAccess(UUID participant) throws Refusal {
        Restriction open = known.get(participant);
        if (open != null) {
            throw RestrictionPolicy.refusal(open);
        }
    }

    /** Learns what is open now. */
    Mono<Void> learn() {
        return store.open().collect(Collectors.toUnmodifiableMap(Restriction::participant, open -> open))
                .doOnNext(open -> known = open).then();
    }
}

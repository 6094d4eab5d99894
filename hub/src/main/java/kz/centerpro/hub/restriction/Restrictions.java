package kz.centerpro.hub.restriction;

import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.hub.participant.Participants;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The room's facade: whether somebody has access now. */
public final class Restrictions {

    /** How long it is remembered who has left: longer than any node keeps what it read of a participant. */
    private static final Duration LATELY = Duration.ofMinutes(10);

    private final RestrictionStore store;
    private final Participants participants;
    private final Clock clock;
    /** Participants that have no access, or may not send, as this node knows; few. */
    private volatile Map<UUID, Restriction> known = Map.of();

    /** Participants whose agreement ended lately, as this node knows. */
    private volatile Set<UUID> left = Set.of();

    Restrictions(RestrictionStore store, Participants participants, Clock clock) {
        this.store = store;
        this.participants = participants;
        this.clock = clock;
    }

    /** Whether a breach of this clause needs no word to who committed it (clause 5.3.8). */
    public static boolean allowsSilence(String clause) {
        return RestrictionPolicy.SILENT.contains(clause);
    }

    /** What staff typed as its reason; refused when it is empty or no text. */
    public static String reason(@Nullable String typed) {
        return RestrictionPolicy.reason(typed);
    }

    /**
     * Asks the store, for who is about to be let in.
     *
     * @param signatory
     *            null for a program
     * @return refused with {@code terminated}, with {@code access_suspended}, which names the clause, or with
     *         {@code access_blocked}
     */
    public Mono<Void> requireAccess(@Nullable UUID participant, @Nullable UUID signatory) {
        return participant == null
                ? Mono.empty()
                : participants.requireAgreement(participant).thenMany(store.open(participant))
                        .filter(Restriction::isOfAccess)
                        .filter(open -> open.signatory() == null || open.signatory().equals(signatory))
                        .sort(Comparator.comparing(Restriction::isTold)) // what must not be told comes first
                        .next().flatMap(open -> Mono.error(RestrictionPolicy.refusal(open)));
    }

    /**
     * Whether a participant may send. Asks nobody, for what is done many times a second; knows what any node did within
     * a second or so.
     */
    public void requireSending(UUID participant) throws Refusal {
        if (left.contains(participant)) {
            throw Participants.terminated();
        }
        Restriction open = known.get(participant);
        if (open != null) {
            throw RestrictionPolicy.refusal(open);
        }
    }

    /**
     * Whether anything can be brought to a participant that has joined: not when it is blocked or has left (reading
     * A16). Asks nobody, as above.
     */
    public boolean receives(UUID participant) {
        Restriction open = known.get(participant);
        return !left.contains(participant) && (open == null || open.isTold());
    }

    /** Learns what is open now, and who has left lately. */
    Mono<Void> learn() {
        return store.open().collect(Collectors.toUnmodifiableMap(Restriction::participant, open -> open,
                (one, other) -> one.isOfAccess() ? one : other))
                .doOnNext(open -> known = open)
                .then(participants.leftSince(clock.instant().minus(LATELY)).collect(Collectors.toUnmodifiableSet()))
                .doOnNext(found -> left = found).then();
    }
}

package kz.centerpro.hub.report;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;
import kz.centerpro.contracts.billing.ForceMajeureView;
import kz.centerpro.contracts.billing.LiabilityClaimView;
import kz.centerpro.contracts.billing.LiabilityView;
import kz.centerpro.contracts.billing.Money;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.hub.participant.Participant;
import kz.centerpro.hub.participant.Participants;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** How far the operator is liable, and the claims that it settles (clauses 7.6.2, 7.7). */
final class Liabilities {

    private static final String LOSS = "DATA_LOSS";

    private final LiabilityStore store;
    private final Participants participants;
    private final Ids ids;
    private final Clock clock;

    Liabilities(LiabilityStore store, Participants participants, Ids ids, Clock clock) {
        this.store = store;
        this.participants = participants;
        this.ids = ids;
        this.clock = clock;
    }

    /** The participant with this number. */
    record Who(@Nullable String country, @Nullable String taxId) {}

    /** A claim as it was typed and found well-formed. */
    record Typed(Who who, String kind, long tiyn, String memo, boolean documented, @Nullable String key) {}

    Mono<LiabilityView> show(Who who) {
        return participant(who).flatMap(found -> store.standing(found.boxId()).map(it -> view(found.taxId(), it)));
    }

    private static LiabilityView view(String taxId, LiabilityStore.Standing standing) {
        LiabilityPolicy.Facts facts = standing.facts();
        LiabilityPolicy.Caps caps = LiabilityPolicy.caps(facts);
        return new LiabilityView(taxId, standing.lastPaid(), facts.forceMajeure(), Money.ofTiyn(caps.dataLoss()),
                Money.ofTiyn(caps.total()), Money.ofTiyn(facts.settled()), Money.ofTiyn(caps.dataLossRemaining()),
                Money.ofTiyn(caps.remaining()));
    }

    /** A claim, and whether this request settled it. */
    record Settled(LiabilityClaimView claim, boolean fresh) {}

    /** Settles within the caps or refuses with what remains. */
    Mono<Settled> settle(Typed typed, UUID by) {
        return participant(typed.who()).flatMap(whose -> {
            LiabilityStore.Claim claim = new LiabilityStore.Claim(ids.next(), whose.boxId(), typed.kind(),
                    typed.tiyn(), typed.memo(), typed.documented(), by, typed.key());
            return store.settle(claim, now()).onErrorResume(LiabilityStore::isBeyondCap, _ -> beyond(claim))
                    .flatMap(this::settled);
        });
    }

    private <T> Mono<T> beyond(LiabilityStore.Claim claim) {
        return store.standing(claim.box()).flatMap(standing -> {
            long left = LiabilityPolicy.caps(standing.facts()).remaining(claim.kind().equals(LOSS));
            return Mono.error(Refusal.field("amount", "That is beyond what the operator is liable for (clauses 7.6.2,"
                    + " 7.7): available says how much is left.").with("available", Money.ofTiyn(left)));
        });
    }

    private Mono<Settled> settled(LiabilityStore.Outcome outcome) {
        return switch (outcome.outcome()) {
            case "SETTLED", "SAME" -> store.find(Objects.requireNonNull(outcome.claim()))
                    .map(claim -> new Settled(claim, outcome.outcome().equals("SETTLED")));
            case "OTHER_KEY" -> Mono.error(Refusal.of(ProblemType.IDEMPOTENCY_KEY_CONFLICT,
                    "This Idempotency-Key was used for another claim: use a new one."));
            case "FORCE_MAJEURE" -> nothing("A case of force majeure is open: nothing is owed while it is.");
            default -> nothing("The participant never paid a tariff: nothing is owed (clauses 7.6.2, 7.7).");
        };
    }

    private static <T> Mono<T> nothing(String why) {
        return Mono.error(Refusal.of(ProblemType.ILLEGAL_TRANSITION, why).with("available", Money.ofTiyn(0)));
    }

    Flux<LiabilityClaimView> claims() {
        return store.claims();
    }

    /** Nothing is owed from now on: to one participant, or to all without a number. */
    Mono<ForceMajeureView> open(String memo, Who who, UUID by) {
        UUID id = ids.next();
        Instant at = now();
        if (who.taxId() == null) {
            return store.open(id, null, memo, by, at)
                    .thenReturn(new ForceMajeureView(id.toString(), null, memo, WireTime.format(at), null));
        }
        return participant(who).flatMap(found -> store.open(id, found.boxId(), memo, by, at)
                .thenReturn(new ForceMajeureView(id.toString(), found.boxId(), memo, WireTime.format(at), null)));
    }

    Mono<Void> end(UUID id) {
        return store.end(id, now()).flatMap(found -> found
                ? Mono.empty()
                : Mono.error(Refusal.of(ProblemType.NOT_FOUND, "There is no such case.")));
    }

    Flux<ForceMajeureView> cases() {
        return store.cases();
    }

    private Mono<Participant> participant(Who who) {
        String taxId = who.taxId();
        if (taxId == null || taxId.isBlank() || taxId.length() > 40) {
            return Mono.error(Refusal.field("taxId", "Give the participant's BIN or IIN, or its number abroad."));
        }
        String country = who.country() == null ? Participant.KAZAKHSTAN : who.country();
        return participants.findByTaxId(country, taxId).switchIfEmpty(Mono.error(
                () -> Refusal.field("taxId", "There is no participant with this number.")));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}

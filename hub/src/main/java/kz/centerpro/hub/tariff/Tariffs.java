package kz.centerpro.hub.tariff;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import kz.centerpro.contracts.billing.Money;
import kz.centerpro.contracts.billing.SubscriptionRequest;
import kz.centerpro.contracts.billing.SubscriptionView;
import kz.centerpro.contracts.billing.TariffPublication;
import kz.centerpro.contracts.billing.TariffView;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.eventlog.Bell;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.hub.kernel.Tx;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The room's facade: publish, retire, buy. */
public final class Tariffs {

    private final TariffStore store;
    private final SubscriptionStore subscriptions;
    private final Tx tx;
    private final Bell bell;
    private final Ids ids;
    private final Clock clock;

    Tariffs(TariffStore store, SubscriptionStore subscriptions, Tx tx, Bell bell, Ids ids, Clock clock) {
        this.store = store;
        this.subscriptions = subscriptions;
        this.tx = tx;
        this.bell = bell;
        this.ids = ids;
        this.clock = clock;
    }

    /** What can be started now, the cheapest first (clause 1.11); with retired ones for the operator. */
    public Flux<TariffView> list(boolean forStaff) {
        return store.current(forStaff).map(version -> version.view(forStaff));
    }

    /** A tariff by its name, as it can be started now; {@code not_found} otherwise. */
    public Mono<TariffView> get(String tariff) {
        return store.find(tariff).filter(found -> found.retiredAt() == null).map(found -> found.view(false))
                .switchIfEmpty(Mono.error(() -> Refusal.of(ProblemType.NOT_FOUND,
                        "There is no such tariff: GET /v1/tariffs lists them.")));
    }

    /** A new tariff or the next version of one; what was started before stays as it is (clause 6.10). */
    public Mono<TariffView> publish(TariffPublication typed, UUID by) {
        TariffPolicy.Terms terms = TariffPolicy.checked(typed);
        return tx.in(store.publish(terms, by.toString(), now()))
                .switchIfEmpty(Mono.error(() -> Refusal.of(ProblemType.TARIFF_RETIRED,
                        "A retired tariff gets no new version: publish one under another name.")))
                .flatMap(_ -> store.find(terms.tariff())).map(found -> found.view(true));
    }

    Mono<TariffView> retire(String tariff) {
        return store.retire(tariff, now()).flatMap(found -> found
                ? store.find(tariff).map(version -> version.view(true))
                : Mono.error(Refusal.of(ProblemType.NOT_FOUND, "There is no such tariff.")));
    }

    Mono<Void> promote(PromotionPolicy.Promotion promotion) {
        return store.promote(promotion).flatMap(made -> made
                ? Mono.empty()
                : Mono.error(Refusal.of(ProblemType.ILLEGAL_TRANSITION,
                        "There is a promotion with this code already.")));
    }

    /** A subscription, and whether this request started it. */
    record Bought(SubscriptionView subscription, boolean fresh) {}

    /** Pays and starts, or neither (clause 6.6). The same key gets the same subscription. */
    Mono<Bought> buy(long box, SubscriptionRequest typed, @Nullable String key) {
        String tariff = typed.tariff();
        if (tariff == null || tariff.isBlank()) {
            throw Refusal.field("tariff", "Name a tariff: GET /v1/tariffs lists them.");
        }
        boolean bonus = Boolean.TRUE.equals(typed.useBonus());
        String fingerprint = String.join("|", tariff, String.valueOf(typed.promotion()), String.valueOf(bonus));
        SubscriptionStore.Order order = new SubscriptionStore.Order(box, ids.next(), tariff, typed.promotion(), bonus,
                key, fingerprint, ids.next());
        return subscriptions.purchase(order, now()).flatMap(outcome -> bought(box, outcome));
    }

    private Mono<Bought> bought(long box, SubscriptionStore.Outcome outcome) {
        if (outcome.top() != null) {
            bell.ring(List.of(outcome.top()));
        }
        return switch (outcome.outcome()) {
            case "STARTED", "SAME" -> get(box, Objects.requireNonNull(outcome.subscription()))
                    .map(view -> new Bought(view, outcome.outcome().equals("STARTED")));
            case "SHORT" -> Mono.error(Refusal.of(ProblemType.INSUFFICIENT_BALANCE,
                    "The tariff is paid in full from the balance: top it up first (clause 6.2).")
                    .with("needed", Money.ofTiyn(outcome.needed()))
                    .with("available", Money.ofTiyn(outcome.available())));
            case "RETIRED" -> Mono.error(Refusal.of(ProblemType.TARIFF_RETIRED,
                    "This tariff is no longer sold: GET /v1/tariffs lists those that are."));
            case "RUNNING" -> Mono.error(Refusal.of(ProblemType.ILLEGAL_TRANSITION,
                    "This free tariff was started and its term is not over: it can be started again then."));
            case "PROMOTION" -> Mono.error(Refusal.field("promotion",
                    "This code is not valid now, not for this tariff, or was used."));
            case "OTHER_KEY" -> Mono.error(Refusal.of(ProblemType.IDEMPOTENCY_KEY_CONFLICT,
                    "This Idempotency-Key was used for another purchase: use a new one."));
            default -> Mono.error(Refusal.field("tariff", "There is no such tariff: GET /v1/tariffs lists them."));
        };
    }

    Flux<SubscriptionView> subscriptions(long box) {
        return subscriptions.list(box, now());
    }

    /** A subscription of this box; {@code not_found} otherwise. */
    Mono<SubscriptionView> get(long box, UUID id) {
        return subscriptions.find(box, id, now()).switchIfEmpty(Mono.error(() -> Refusal.of(ProblemType.NOT_FOUND,
                "This participant has no subscription with this id.")));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}

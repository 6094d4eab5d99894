package kz.centerpro.hub.acquiring;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import kz.centerpro.contracts.billing.CardPaymentRequest;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.eventlog.Bell;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.hub.participant.Participant;
import kz.centerpro.hub.payment.Invoices;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Orders by card, from the request to the balance. */
final class CardDesk {

    private static final Logger LOG = LoggerFactory.getLogger(CardDesk.class);
    private static final Set<String> SCHEMES = Set.of("VISA", "MASTERCARD");
    private static final int SECRET_BYTES = 24;
    private static final int ASKED_AT_ONCE = 4;
    private static final int ASKED_A_ROUND = 50;
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final CardStore store;
    private final Acquirer acquirer;
    private final Invoices invoices;
    private final Tools tools;
    private final AcquiringProperties settings;

    /** What the room's configuration hands over. */
    record Tools(Bell bell, Ids ids, Clock clock) {

        Instant now() {
            return clock.instant().truncatedTo(ChronoUnit.MILLIS);
        }
    }

    /** An order, and whether this request made it. */
    record Ordered(CardOrder order, boolean fresh) {}

    CardDesk(CardStore store, Acquirer acquirer, Invoices invoices, Tools tools, AcquiringProperties settings) {
        this.store = store;
        this.acquirer = acquirer;
        this.invoices = invoices;
        this.tools = tools;
        this.settings = settings;
    }

    /**
     * Makes an order and opens it at the acquirer's; a repeated key goes on with the same order.
     *
     * @return refused with {@code invalid_field}, {@code illegal_transition}, {@code idempotency_key_conflict} or
     *         {@code dependency_unavailable}
     */
    Mono<Ordered> order(Participant payer, CardPaymentRequest asked, @Nullable String key) {
        return Mono.defer(() -> {
            Invoices.requireActive(payer);
            String scheme = asked.scheme() == null ? "" : asked.scheme();
            if (!SCHEMES.contains(scheme)) {
                return Mono.error(Refusal.field("scheme", "VISA or MASTERCARD (clause 6.3)."));
            }
            String known = Invoices.checkedKey(key);
            return amount(payer, asked).flatMap(amount -> store.order(new CardStore.Asked(tools.ids().next(),
                    payer.boxId(), amount, asked.invoice(), scheme, acquirer.name(), known,
                    Invoices.fingerprint(asked), tools.now()))).flatMap(this::opened);
        });
    }

    private Mono<Long> amount(Participant payer, CardPaymentRequest asked) {
        if ((asked.invoice() == null) == (asked.amount() == null)) {
            return Mono.error(Refusal.field("amount", "Give either an amount or an invoice."));
        }
        return asked.invoice() == null
                ? Mono.fromSupplier(() -> Invoices.checked(asked.amount()))
                : invoices.get(payer.boxId(), asked.invoice()).flatMap(invoice -> invoice.isOpen()
                        ? Mono.just(invoice.outstanding())
                        : Mono.error(Refusal.of(ProblemType.ILLEGAL_TRANSITION, "This invoice is paid or cancelled.")));
    }

    private Mono<Ordered> opened(CardStore.Outcome outcome) {
        if (outcome.outcome().equals("OTHER")) {
            return Mono.error(Invoices.conflict());
        }
        boolean fresh = outcome.outcome().equals("NEW");
        return store.find(outcome.id()).flatMap(order -> order.page() == null ? opened(order) : Mono.just(order))
                .map(order -> new Ordered(order, fresh));
    }

    private Mono<CardOrder> opened(CardOrder order) {
        String secret = HexFormat.of().formatHex(tools.ids().secret(SECRET_BYTES));
        return acquirer.open(order.orderNo(), order.amount(), secret)
                .onErrorMap(failure -> !(failure instanceof Refusal), failure -> {
                    LOG.warn("The acquirer did not open an order: {}", failure.toString());
                    return Refusal.of(ProblemType.DEPENDENCY_UNAVAILABLE,
                            "The acquirer cannot be reached: repeat the same request with the same Idempotency-Key.")
                            .retryAfter(RETRY);
                })
                .flatMap(page -> store.opened(order.orderNo(), page.toString(), hash(secret),
                        tools.now().plus(settings.checkEvery())))
                .then(store.find(order.id()));
    }

    /** The participant's own, or {@code not_found}. */
    Mono<CardOrder> get(long box, UUID id) {
        return store.find(id).filter(order -> order.box() == box).switchIfEmpty(
                Mono.error(() -> Refusal.of(ProblemType.NOT_FOUND, "There is no such payment by card.")));
    }

    /**
     * A message from outside: whoever knows the order's secret makes the hub ask. What else it says is not read.
     *
     * @return refused with {@code unauthenticated}, the same for an order that does not exist
     */
    Mono<Void> hinted(String orderNo, String secret) {
        byte[] told = hash(secret);
        return store.findByNo(orderNo)
                .filter(order -> MessageDigest.isEqual(told,
                        order.secretHash() == null ? new byte[0] : order.secretHash()))
                .switchIfEmpty(Mono.error(
                        () -> Refusal.of(ProblemType.UNAUTHENTICATED, "The secret is not that of an order.")))
                .flatMap(order -> check(order.orderNo()));
    }

    /** Asks for what is due at that instant, and brings it into the books. */
    Mono<Void> checkDue(Instant asOf) {
        return store.due(asOf, asOf.plus(settings.timeout().multipliedBy(3)), ASKED_A_ROUND)
                .flatMap(orderNo -> check(orderNo).onErrorResume(failure -> {
                    LOG.warn("An order by card is asked for again: {}", failure.toString());
                    return Mono.empty();
                }), ASKED_AT_ONCE).then();
    }

    private Mono<Void> check(String orderNo) {
        return store.findByNo(orderNo).filter(order -> !order.isSettled())
                .flatMap(order -> acquirer.standing(orderNo).flatMap(standing -> applied(order, standing)));
    }

    private Mono<Void> applied(CardOrder order, Acquirer.Standing standing) {
        Instant now = tools.now();
        Instant soon = now.plus(settings.checkEvery());
        return switch (standing.state()) {
            case CHARGED -> settled(order, standing, now);
            case AUTHORISED -> store.seen(order.orderNo(), "AUTHORISED", null, soon, now);
            case FAILED -> store.seen(order.orderNo(), "DECLINED", "DECLINED", null, now);
            case OPEN -> now.isBefore(order.createdAt().plus(settings.expireAfter()))
                    ? store.seen(order.orderNo(), order.state(), order.reason(), soon, now)
                    : store.seen(order.orderNo(), "EXPIRED", "NOT_PAID", null, now);
        };
    }

    /** Money of another card or amount than agreed is money all the same: it waits for a person. */
    private Mono<Void> settled(CardOrder order, Acquirer.Standing standing, Instant now) {
        if (standing.tiyn() <= 0) {
            return Mono.error(new IllegalStateException("the acquirer took nothing"));
        }
        String reason = standing.tiyn() != order.amount() ? "CARD_AMOUNT" : null;
        if (!SCHEMES.contains(String.valueOf(standing.scheme()))) {
            reason = "CARD_SCHEME";
        }
        return store.settle(order.orderNo(), tools.ids().next(), standing.tiyn(), reason, tools.ids().next(),
                tools.ids().next(), now)
                .doOnNext(top -> top.ifPresent(told -> tools.bell().ring(List.of(told)))).then();
    }

    static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every JDK has SHA-256", absent);
        }
    }
}

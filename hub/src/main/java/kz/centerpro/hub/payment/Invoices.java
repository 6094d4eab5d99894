package kz.centerpro.hub.payment;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import kz.centerpro.contracts.billing.InvoiceRequest;
import kz.centerpro.contracts.billing.Money;
import kz.centerpro.contracts.billing.Requisites;
import kz.centerpro.contracts.party.SelfDeclared;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.eventlog.Bell;
import kz.centerpro.eventlog.BoxTop;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.hub.participant.Participant;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The room's facade: a participant's invoices. */
public final class Invoices {

    static final ZoneId ZONE = ZoneId.of("Asia/Almaty");
    /** Ten billion tenge: more is a slip. */
    static final long AMOUNT_MAX = 1_000_000_000_000L;
    private static final int KEY_MAX = 200;

    private final InvoiceStore store;
    private final PaymentProperties settings;
    private final Tools tools;

    /** What the room's configuration hands over. */
    record Tools(Bell bell, Ids ids, Clock clock, PriceList prices) {

        Instant now() {
            return clock.instant().truncatedTo(ChronoUnit.MILLIS);
        }

        void ring(List<BoxTop> tops) {
            if (!tops.isEmpty()) {
                bell.ring(tops);
            }
        }
    }

    /**
     * An invoice and whether this request made it.
     *
     * @param fresh
     *            false: it repeats an earlier one
     */
    public record Issued(Invoice invoice, boolean fresh) {}

    Invoices(InvoiceStore store, PaymentProperties settings, Tools tools) {
        this.store = store;
        this.settings = settings;
        this.tools = tools;
    }

    /**
     * Makes an invoice, or gives the one that the same key made before.
     *
     * @return refused with {@code not_found} without a payee, {@code offer_not_accepted}, {@code invalid_field},
     *         {@code idempotency_key_conflict}
     */
    public Mono<Issued> issue(Participant payer, InvoiceRequest asked, @Nullable String key) {
        return Mono.defer(() -> {
            PaymentProperties.Payee payee = settings.payee();
            if (payee == null) {
                return Mono.error(Refusal.of(ProblemType.NOT_FOUND,
                        "This hub gives out no invoices: center.payment.payee is not set."));
            }
            requireActive(payer);
            String known = checkedKey(key);
            Instant now = tools.now();
            return amount(asked).flatMap(amount -> store.issue(new InvoiceStore.Order(payer, asked.tariff(), amount,
                    payee.requisites(), requisites(payer), payBefore(now), known, fingerprint(asked),
                    tools.ids().next(),
                    now)))
                    .flatMap(issued -> found(payer, issued));
        });
    }

    private Mono<Issued> found(Participant payer, InvoiceStore.Outcome outcome) {
        if (outcome.outcome().equals("OTHER")) {
            return Mono.error(conflict());
        }
        outcome.top().ifPresent(top -> tools.ring(List.of(top)));
        return get(payer.boxId(), outcome.number())
                .map(invoice -> new Issued(invoice, outcome.outcome().equals("NEW")));
    }

    /** One of the participant's own, or {@code not_found}. */
    public Mono<Invoice> get(long box, String number) {
        return Mono.just(number).filter(InvoiceNumbers::isNumber).flatMap(known -> store.find(box, known))
                .switchIfEmpty(Mono.error(Invoices::unknown));
    }

    /** The newest first; {@code below} is a number, or null for the first page. */
    Flux<Invoice> list(long box, @Nullable String below, int limit) {
        return store.list(box, below, limit);
    }

    /** Nothing is expected for it any more. Refused with {@code illegal_transition} once money came. */
    Mono<Invoice> cancel(long box, String number) {
        return get(box, number).flatMap(invoice -> store.cancel(box, number, tools.now()).flatMap(done -> done
                || invoice.state() == Invoice.State.CANCELLED
                        ? get(box, number)
                        : Mono.error(Refusal.of(ProblemType.ILLEGAL_TRANSITION,
                                "Money came for this invoice already: it cannot be cancelled."))));
    }

    private Mono<Long> amount(InvoiceRequest asked) {
        if ((asked.tariff() == null) == (asked.amount() == null)) {
            return Mono.error(Refusal.field("amount", "Give either an amount or a tariff."));
        }
        if (asked.tariff() != null) {
            return tools.prices().price(asked.tariff()).filter(price -> price > 0).switchIfEmpty(
                    Mono.error(() -> Refusal.field("tariff", "There is no such tariff to be paid.")));
        }
        return Mono.fromSupplier(() -> checked(asked.amount()));
    }

    /** Tenge and tiyn, more than zero; refused with {@code invalid_field}. */
    public static long checked(@Nullable Money typed) {
        Money money = typed == null ? new Money(null, null) : typed;
        return money.tiyn().filter(tiyn -> tiyn > 0 && tiyn <= AMOUNT_MAX).orElseThrow(() -> Refusal.field("amount",
                "Give {\"amount\":\"40000.00\",\"currency\":\"KZT\"}, more than zero and at most "
                        + Money.ofTiyn(AMOUNT_MAX).amount() + "."));
    }

    /** Null, or a key that may be kept. */
    public static @Nullable String checkedKey(@Nullable String key) {
        if (key != null
                && (key.isEmpty() || key.length() > KEY_MAX || !key.chars().allMatch(c -> c > 0x20 && c < 0x7f))) {
            throw Refusal.field("Idempotency-Key",
                    "Use 1 to " + KEY_MAX + " printable ASCII characters without spaces.");
        }
        return key;
    }

    /** Only who accepted the offer pays by it (clause 2.3). */
    public static void requireActive(Participant payer) {
        if (!payer.isActive()) {
            throw Refusal.of(ProblemType.OFFER_NOT_ACCEPTED, "Accept the offer first: POST /v1/acceptances.");
        }
    }

    /** The answer to a key that was used with another request. */
    public static Refusal conflict() {
        return Refusal.of(ProblemType.IDEMPOTENCY_KEY_CONFLICT,
                "Another request had this Idempotency-Key: use a new one.");
    }

    /** What two requests have in common exactly when they ask for the same. */
    public static String fingerprint(Object request) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256")
                    .digest(request.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every JDK has SHA-256", absent);
        }
    }

    private java.time.LocalDate payBefore(Instant now) {
        Duration validity = settings.invoiceValidity();
        return now.plus(validity).atZone(ZONE).toLocalDate();
    }

    private static Requisites requisites(Participant payer) {
        SelfDeclared typed = payer.selfDeclared();
        return new Requisites(payer.name(), payer.country(), payer.taxId(), typed.address(), null, null, null, null,
                null);
    }

    private static Refusal unknown() {
        return Refusal.of(ProblemType.NOT_FOUND, "There is no such invoice.");
    }
}

package kz.centerpro.hub.payment;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import kz.centerpro.contracts.billing.MatchRequest;
import kz.centerpro.contracts.billing.Money;
import kz.centerpro.contracts.billing.StatementView;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.hub.kernel.Bulkhead;
import kz.centerpro.hub.participant.Participant;
import kz.centerpro.hub.participant.Participants;
import kz.centerpro.hub.statement.BankLine;
import kz.centerpro.hub.statement.BankStatement;
import kz.centerpro.hub.statement.StatementReader;
import kz.centerpro.hub.statement.UnreadableStatement;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The room's facade for the operator: statements in, waiting payments, whose they are, and which wait too long. */
public final class Receipts {

    /** Lines of one transaction. */
    private static final int BATCH = 200;

    private final ReceiptStore store;
    private final InvoiceStore invoices;
    private final Participants participants;
    private final Bulkhead io;
    private final Invoices.Tools tools;
    private final Set<String> own;
    private final Duration creditLimit;

    Receipts(ReceiptStore store, InvoiceStore invoices, Participants participants, Bulkhead io, Invoices.Tools tools,
            PaymentProperties settings) {
        this.store = store;
        this.invoices = invoices;
        this.participants = participants;
        this.io = io;
        this.tools = tools;
        this.own = settings.accounts().stream().map(Receipts::plain).collect(Collectors.toCollection(TreeSet::new));
        PaymentProperties.Payee payee = settings.payee();
        if (payee != null) {
            own.add(plain(payee.iban()));
        }
        this.creditLimit = settings.creditLimit();
    }

    /** An IBAN as it is printed, in groups, or not. */
    private static String plain(String iban) {
        return iban.replace(" ", "").toUpperCase(Locale.ROOT);
    }

    /**
     * Imports a statement. Nothing of a file that cannot be read whole is taken; a file that was cut off by a fault of
     * ours is sent again, and what it had brought is not credited twice.
     *
     * @return refused with {@code statement_unreadable} and all bad lines, or {@code invalid_field} for an account that
     *         is not the operator's
     */
    Mono<StatementView> take(byte[] file, UUID by) {
        String sha256 = sha256(file);
        return store.statement(sha256).switchIfEmpty(Mono.defer(
                () -> io.run(() -> read(file)).flatMap(statement -> taken(statement, sha256, by))));
    }

    private BankStatement read(byte[] file) {
        try {
            BankStatement statement = StatementReader.read(file);
            checkAccounts(statement);
            return statement;
        } catch (UnreadableStatement unreadable) {
            throw Refusal.of(ProblemType.STATEMENT_UNREADABLE,
                    "Nothing was imported. " + unreadable.faults().stream().map(fault -> fault.line() == 0
                            ? fault.what()
                            : "Line " + fault.line() + ": " + fault.what()).collect(Collectors.joining("; ")) + ".")
                    .with("faults", unreadable.faults().stream()
                            .map(fault -> Map.of("line", fault.line(), "what", fault.what())).toList());
        }
    }

    private void checkAccounts(BankStatement statement) {
        statement.accounts().stream().filter(account -> !own.contains(account)).findFirst().ifPresent(other -> {
            throw Refusal.field("account", "Nothing was imported. " + other
                    + " is not an account of the operator: see center.payment.payee.iban and center.payment.accounts.");
        });
        statement.lines().stream().filter(BankLine::isReceipt).filter(line -> !line.currency().equals(Money.TENGE))
                .findFirst().ifPresent(line -> {
                    throw Refusal.field("currency", "Nothing was imported. Line " + line.line() + " is in "
                            + line.currency() + "; balances are in tenge.");
                });
    }

    private Mono<StatementView> taken(BankStatement statement, String sha256, UUID by) {
        Instant at = tools.now();
        List<BankLine> receipts = statement.lines().stream().filter(BankLine::isReceipt).toList();
        return policy(receipts).flatMap(policy -> Flux.fromIterable(receipts).buffer(BATCH)
                .concatMap(batch -> received(batch, policy, sha256, at), 1)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                .flatMap(counts -> {
                    StatementView made = new StatementView(sha256, statement.format().name(),
                            List.copyOf(statement.accounts()), statement.lines().size(), count(counts, "CREDITED"),
                            count(counts, "UNMATCHED"), count(counts, "REPEATED"),
                            statement.lines().size() - receipts.size(), WireTime.format(at), false);
                    return store.keep(made, by, at).thenReturn(made);
                }));
    }

    private static int count(Map<String, Long> counts, String outcome) {
        return counts.getOrDefault(outcome, 0L).intValue();
    }

    private Flux<String> received(List<BankLine> batch, MatchPolicy policy, String sha256, Instant at) {
        List<ReceiptStore.Judged> judged = batch.stream()
                .map(line -> new ReceiptStore.Judged(line, policy.judge(line), tools.ids().next(), tools.ids().next(),
                        tools.ids().next(), receivedAt(line, at)))
                .toList();
        return store.receive(judged, sha256, at).collectList()
                .doOnNext(outcomes -> tools
                        .ring(outcomes.stream().map(ReceiptStore.Outcome::top).flatMap(Optional::stream).distinct()
                                .toList()))
                .flatMapIterable(Function.identity()).map(ReceiptStore.Outcome::outcome);
    }

    /** A statement tells the day: the alarm is early by some hours rather than late. */
    private static Instant receivedAt(BankLine line, Instant at) {
        Instant day = line.bookedOn().atStartOfDay(Invoices.ZONE).toInstant();
        return day.isBefore(at) ? day : at;
    }

    private Mono<MatchPolicy> policy(List<BankLine> receipts) {
        Set<String> numbers = receipts.stream().flatMap(line -> InvoiceNumbers.in(line.purpose()).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> taxIds = receipts.stream().map(BankLine::payerTaxId).filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
        return Mono.zip(invoices.withNumbers(numbers).collectMap(Invoice::number),
                participants.findByTaxIds(Participant.KAZAKHSTAN, taxIds).collectMap(Participant::taxId))
                .flatMap(found -> invoices.open(boxes(found.getT2().values()))
                        .collect(Collectors.groupingBy(Invoice::box))
                        .map(open -> new MatchPolicy(found.getT1(), found.getT2(), open)));
    }

    private static List<Long> boxes(Collection<Participant> payers) {
        return payers.stream().map(Participant::boxId).toList();
    }

    /** As {@code PaymentView} names states; null: all. */
    Flux<Receipt> list(String state, int limit) {
        return switch (state) {
            case "UNMATCHED" -> store.waiting(false, limit);
            case "OVERDUE" -> store.waiting(true, limit);
            case "CREDITED" -> store.newest(true, limit);
            case "" -> store.newest(false, limit);
            default -> throw Refusal.field("state", "UNMATCHED, OVERDUE or CREDITED.");
        };
    }

    /**
     * A person says whose the money is.
     *
     * @return refused with {@code not_found}, {@code invalid_field} or {@code illegal_transition}
     */
    Mono<Receipt> match(UUID payment, MatchRequest asked, UUID by) {
        return get(payment).flatMap(waiting -> owner(asked)).flatMap(owner -> store
                .match(payment, owner.box(), owner.invoice(), by, tools.ids().next(), tools.ids().next(), tools.now())
                .switchIfEmpty(Mono.error(() -> Refusal.of(ProblemType.ILLEGAL_TRANSITION,
                        "This payment is on a balance already.")))
                .doOnNext(top -> tools.ring(List.of(top)))).then(Mono.defer(() -> get(payment)));
    }

    private Mono<Receipt> get(UUID payment) {
        return store.find(payment)
                .switchIfEmpty(Mono.error(() -> Refusal.of(ProblemType.NOT_FOUND, "There is no such payment.")));
    }

    private record Owner(long box, @org.jspecify.annotations.Nullable String invoice) {}

    private Mono<Owner> owner(MatchRequest asked) {
        String number = asked.invoice();
        String taxId = asked.taxId();
        if ((number == null) == (taxId == null)) {
            return Mono.error(Refusal.field("invoice", "Give either an invoice or a tax id."));
        }
        if (number != null) {
            return invoices.withNumbers(List.of(number)).next().map(found -> new Owner(found.box(), number))
                    .switchIfEmpty(Mono.error(() -> Refusal.field("invoice", "There is no such invoice.")));
        }
        String country = asked.country() == null ? Participant.KAZAKHSTAN : asked.country();
        return participants.findByTaxId(country, Objects.requireNonNull(taxId))
                .map(found -> new Owner(found.boxId(), null))
                .switchIfEmpty(Mono.error(() -> Refusal.field("taxId", "There is no such participant.")));
    }

    /**
     * The 72-hour alarm (clauses 6.4, 6.5): marks what has waited for longer at that instant.
     *
     * @return how many are new
     */
    public Mono<Integer> raiseOverdue(Instant asOf) {
        return store.raiseOverdue(asOf.minus(creditLimit), asOf);
    }

    /** How many wait, and how many of them for too long. */
    Mono<long[]> countWaiting() {
        return store.countWaiting();
    }

    private static String sha256(byte[] file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every JDK has SHA-256", absent);
        }
    }
}

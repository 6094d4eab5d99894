package kz.centerpro.hub.ledger;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import kz.centerpro.contracts.billing.AccountStatement;
import kz.centerpro.contracts.billing.BalanceView;
import kz.centerpro.contracts.billing.Money;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.eventlog.Bell;
import kz.centerpro.hub.kernel.Ids;
import reactor.core.publisher.Mono;

/** The room's facade: what a participant has, and what moved it. */
public final class Ledger {

    private final LedgerStore store;
    private final Bell bell;
    private final Ids ids;
    private final Clock clock;

    Ledger(LedgerStore store, Bell bell, Ids ids, Clock clock) {
        this.store = store;
        this.bell = bell;
        this.ids = ids;
        this.clock = clock;
    }

    /** Clause 1.14. */
    public Mono<BalanceView> balance(long box) {
        return store.balance(box)
                .map(balance -> new BalanceView(Money.ofTiyn(balance.cash()), Money.ofTiyn(balance.bonus())));
    }

    /** Days from {@code from} to {@code to}, both included, of the money and the bonus account. */
    public Mono<AccountStatement> statement(long box, LocalDate from, LocalDate to) {
        return store.opening(box, from).zipWith(store.lines(box, from, to).collectList()).map(found -> {
            List<AccountStatement.Line> lines = found.getT2();
            if (lines.size() > LedgerStore.LINES_MAX) {
                throw Refusal.field("from",
                        "A statement has at most " + LedgerStore.LINES_MAX + " lines: ask for fewer days at a time.");
            }
            long closing = lines.stream().filter(line -> line.account().equals("CASH"))
                    .mapToLong(line -> line.amount().tiyn().orElseThrow()).reduce(found.getT1(), Math::addExact);
            return new AccountStatement(from.toString(), to.toString(), Money.ofTiyn(found.getT1()),
                    Money.ofTiyn(closing), lines);
        });
    }

    /** Credits bonus once for each reference; repeated it does nothing. */
    Mono<Void> giveBonus(long box, String reference, long tiyn, String memo) {
        return store.giveBonus(box, reference, tiyn, memo, ids.next(), now())
                .doOnNext(top -> bell.ring(List.of(top))).then().onErrorMap(Ledger::told);
    }

    /** Records unspent money that was sent back to its owner (reading A11). */
    Mono<Void> payOut(long box, String reference, long tiyn, String memo) {
        return store.payOut(box, reference, tiyn, memo, now()).then().onErrorMap(Ledger::told);
    }

    private static Throwable told(Throwable failure) {
        if (LedgerStore.isNotEnough(failure)) {
            return Refusal.of(ProblemType.INSUFFICIENT_BALANCE, "The participant has less money than that.");
        }
        return LedgerStore.isOtherEntries(failure)
                ? Refusal.of(ProblemType.IDEMPOTENCY_KEY_CONFLICT,
                        "This reference was used with another amount or participant: use a new one.")
                : failure;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}

package kz.centerpro.hub.ledger;

import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import kz.centerpro.contracts.billing.AccountStatement;
import kz.centerpro.contracts.billing.Money;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.eventlog.BoxTop;
import kz.centerpro.hub.kernel.Rows;
import kz.centerpro.hub.kernel.Tx;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads {@code billing.entry} and {@code billing.account}; calls the functions that post and seal. */
final class LedgerStore {

    /** More lines than a statement shows are asked for by shorter spans of days. */
    static final int LINES_MAX = 10_000;

    /**
     * What {@code billing.post} raises when a guarded account has not enough, and when a reference has other entries.
     */
    private static final String NOT_ENOUGH = "BL402";
    private static final String OTHER_ENTRIES = "BL409";

    private final Tx tx;

    LedgerStore(Tx tx) {
        this.tx = tx;
    }

    /** In tiyn. */
    record Balance(long cash, long bonus) {}

    Mono<Balance> balance(long box) {
        return tx.client().sql("""
                select coalesce((select -balance from billing.account where account = :cash), 0) as cash,
                       coalesce((select -balance from billing.account where account = :bonus), 0) as bonus""")
                .bind("cash", "prepaid:" + box).bind("bonus", "bonus:" + box)
                .map(row -> new Balance(Rows.get(row, "cash", Long.class), Rows.get(row, "bonus", Long.class))).one();
    }

    /** The balance in money before the first moment of {@code day}, tiyn. */
    Mono<Long> opening(long box, LocalDate day) {
        return tx.client().sql("""
                select coalesce(-sum(e.amount), 0)::bigint as opening
                  from billing.entry e join billing.ledger_transaction t using (transaction_id)
                 where e.account = :cash and t.day < :day""").bind("cash", "prepaid:" + box).bind("day", day)
                .map(row -> Rows.get(row, "opening", Long.class)).one();
    }

    Flux<AccountStatement.Line> lines(long box, LocalDate from, LocalDate to) {
        return tx.client().sql("""
                select t.at, t.day, t.kind, t.reference, t.memo, e.account, (-e.amount)::bigint as amount
                  from billing.entry e join billing.ledger_transaction t using (transaction_id)
                 where e.account in (:cash, :bonus) and t.day between :from and :to
                 order by t.transaction_id, e.line limit :most""").bind("cash", "prepaid:" + box)
                .bind("bonus", "bonus:" + box).bind("from", from).bind("to", to).bind("most", LINES_MAX + 1)
                .map(LedgerStore::line).all();
    }

    private static AccountStatement.Line line(Readable row) {
        return new AccountStatement.Line(WireTime.format(Rows.get(row, "at", Instant.class)),
                Rows.get(row, "day", LocalDate.class).toString(),
                Rows.get(row, "account", String.class).startsWith("bonus:") ? "BONUS" : "CASH",
                Rows.get(row, "kind", String.class), Rows.get(row, "reference", String.class),
                Rows.get(row, "memo", String.class), Money.ofTiyn(Rows.get(row, "amount", Long.class)));
    }

    /** The box's new top; empty when this reference was credited before. */
    Mono<BoxTop> giveBonus(long box, String reference, long tiyn, String memo, UUID event, Instant at) {
        return tx.client().sql("""
                select top_seq, epoch from billing.give_bonus(:box, :reference, :amount, :memo, :event, :at)
                 where given""").bind("box", box).bind("reference", reference).bind("amount", tiyn).bind("memo", memo)
                .bind("event", event).bind("at", at)
                .map(row -> new BoxTop(box, Rows.get(row, "epoch", Integer.class),
                        Rows.get(row, "top_seq", Long.class)))
                .one();
    }

    /** False when this reference was paid out before. */
    Mono<Boolean> payOut(long box, String reference, long tiyn, String memo, Instant at) {
        return tx.client().sql("select billing.pay_out(:box, :reference, :amount, :memo, :at) as done")
                .bind("box", box).bind("reference", reference).bind("amount", tiyn).bind("memo", memo).bind("at", at)
                .map(row -> Rows.get(row, "done", Boolean.class)).one();
    }

    /** Seals the days up to {@code day}; how many now. */
    Mono<Integer> seal(LocalDate day, Instant at) {
        return tx.client().sql("select billing.seal_days(:day, :at) as sealed").bind("day", day).bind("at", at)
                .map(row -> Rows.get(row, "sealed", Integer.class)).one();
    }

    /** A difference between what is kept and what the entries say. */
    record Difference(String what, String name, String kept, String computed) {}

    Mono<List<Difference>> recompute() {
        return tx.client().sql("select what, name, kept, computed from billing.recompute()")
                .map(row -> new Difference(Rows.get(row, "what", String.class), Rows.get(row, "name", String.class),
                        String.valueOf(row.get("kept", String.class)),
                        String.valueOf(row.get("computed", String.class))))
                .all().collectList();
    }

    static boolean isNotEnough(Throwable failure) {
        return NOT_ENOUGH.equals(state(failure));
    }

    static boolean isOtherEntries(Throwable failure) {
        return OTHER_ENTRIES.equals(state(failure));
    }

    private static String state(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof R2dbcException told) {
                return String.valueOf(told.getSqlState());
            }
        }
        return "";
    }
}

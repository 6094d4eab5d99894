package kz.centerpro.hub.payment;

import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import kz.centerpro.contracts.billing.StatementView;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.eventlog.BoxTop;
import kz.centerpro.hub.kernel.Rows;
import kz.centerpro.hub.kernel.Tx;
import kz.centerpro.hub.statement.BankLine;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Rows of {@code payment.payment} and {@code payment.statement}. */
final class ReceiptStore {

    private static final String SELECT = """
            select p.payment_id, p.method, p.state, p.account, p.document_no, p.booked_on, p.amount, p.payer_tax_id,
                   p.payer_name, p.payer_account, p.purpose, p.box_id, t.tax_id as participant, p.invoice, p.to_invoice,
                   p.reason, p.received_at, p.recorded_at, p.credited_at, p.overdue_at
              from payment.payment p left join hub.participant t on t.box_id = p.box_id\s""";

    private final Tx tx;

    ReceiptStore(Tx tx) {
        this.tx = tx;
    }

    /** A receipt with what was decided about it and the ids that it will have. */
    record Judged(BankLine line, MatchPolicy.Match match, UUID payment, UUID event, UUID creditedEvent,
            Instant receivedAt) {}

    /** CREDITED, UNMATCHED or REPEATED, and the top of the box that was told. */
    record Outcome(String outcome, Optional<BoxTop> top) {}

    /** In one transaction; the outcomes in the order of {@code lines}. */
    Flux<Outcome> receive(List<Judged> lines, String statement, Instant at) {
        DatabaseClient.GenericExecuteSpec call = tx.client().sql("""
                select outcome, box_id, top_seq, epoch from payment.receive_lines(:ids, :accounts, :documents, :booked,
                  :values, :amounts, :taxIds, :names, :payerAccounts, :purposes, :lines, :boxes, :invoices, :reasons,
                  :received, :events, :creditedEvents, :statement, :at) order by ord""");
        call = bind(call, "ids", lines, UUID[]::new, Judged::payment);
        call = bind(call, "accounts", lines, String[]::new, each -> each.line().account());
        call = bind(call, "documents", lines, String[]::new, each -> each.line().documentNumber());
        call = bind(call, "booked", lines, LocalDate[]::new, each -> each.line().bookedOn());
        call = bind(call, "values", lines, LocalDate[]::new, each -> each.line().valueDate());
        call = bind(call, "amounts", lines, Long[]::new, each -> each.line().amount());
        call = bind(call, "taxIds", lines, String[]::new, each -> nonNull(each.line().payerTaxId()));
        call = bind(call, "names", lines, String[]::new, each -> each.line().payerName());
        call = bind(call, "payerAccounts", lines, String[]::new, each -> each.line().payerAccount());
        call = bind(call, "purposes", lines, String[]::new, each -> each.line().purpose());
        call = bind(call, "lines", lines, Integer[]::new, each -> each.line().line());
        call = bind(call, "boxes", lines, Long[]::new, each -> each.match().box());
        call = bind(call, "invoices", lines, String[]::new, each -> each.match().invoice());
        call = bind(call, "reasons", lines, String[]::new, each -> each.match().reason());
        call = bind(call, "received", lines, Instant[]::new, Judged::receivedAt);
        call = bind(call, "events", lines, UUID[]::new, Judged::event);
        call = bind(call, "creditedEvents", lines, UUID[]::new, Judged::creditedEvent);
        return call.bind("statement", statement).bind("at", at)
                .map(row -> new Outcome(Rows.get(row, "outcome", String.class), InvoiceStore.top(row))).all();
    }

    /** A column of the lines. */
    private interface Column<T> {
        @Nullable
        T of(Judged line);
    }

    private static <T> DatabaseClient.GenericExecuteSpec bind(DatabaseClient.GenericExecuteSpec call, String name,
            List<Judged> lines, IntFunction<T[]> make, Column<T> column) {
        Function<Judged, @Nullable T> of = column::of;
        return call.bind(name, lines.stream().map(of).toArray(make));
    }

    private static String nonNull(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** The statement with that hash, if it was imported; {@code alreadyImported} is true in it. */
    Mono<StatementView> statement(String sha256) {
        return tx.client().sql("select * from payment.statement where sha256 = :sha256").bind("sha256", sha256)
                .map(ReceiptStore::kept).one();
    }

    private static StatementView kept(Readable row) {
        return new StatementView(Rows.get(row, "sha256", String.class), Rows.get(row, "format", String.class),
                List.of(Rows.get(row, "accounts", String[].class)), Rows.get(row, "lines", Integer.class),
                Rows.get(row, "credited", Integer.class), Rows.get(row, "unmatched", Integer.class),
                Rows.get(row, "repeated", Integer.class), Rows.get(row, "outgoing", Integer.class),
                WireTime.format(Rows.get(row, "imported_at", Instant.class)), true);
    }

    Mono<Void> keep(StatementView made, UUID by, Instant at) {
        return tx.client().sql("""
                select payment.keep_statement(:sha256, :format, :accounts, :lines, :credited, :unmatched, :repeated,
                  :outgoing, :by, :at)""").bind("sha256", made.sha256()).bind("format", made.format())
                .bind("accounts", made.accounts().toArray(String[]::new)).bind("lines", made.lines())
                .bind("credited", made.credited()).bind("unmatched", made.unmatched())
                .bind("repeated", made.repeated()).bind("outgoing", made.outgoing()).bind("by", by).bind("at", at)
                .then();
    }

    Mono<Receipt> find(UUID id) {
        return tx.client().sql(SELECT + "where p.payment_id = :id").bind("id", id).map(ReceiptStore::receipt).one();
    }

    /** Those that wait, the oldest first; {@code overdue}: only those that have waited too long. */
    Flux<Receipt> waiting(boolean overdue, int limit) {
        return tx.client()
                .sql(SELECT + "where p.state = 'UNMATCHED' " + (overdue ? "and p.overdue_at is not null " : "")
                        + "order by p.received_at, p.payment_id limit :limit")
                .bind("limit", limit).map(ReceiptStore::receipt).all();
    }

    /** The newest first; credited ones alone, or all. */
    Flux<Receipt> newest(boolean credited, int limit) {
        return tx.client()
                .sql(SELECT + (credited ? "where p.state = 'CREDITED' " : "")
                        + "order by p.recorded_at desc, p.payment_id desc limit :limit")
                .bind("limit", limit).map(ReceiptStore::receipt).all();
    }

    /** Empty when it does not wait any more. */
    Mono<BoxTop> match(UUID payment, long box, @Nullable String invoice, UUID by, UUID event, UUID creditedEvent,
            Instant at) {
        return tx.client()
                .sql("""
                        select box_id, top_seq, epoch from payment.match_payment(:payment, :box, :invoice, :by, :event, :credited,
                          :at)""")
                .bind("payment", payment).bind("box", box)
                .bind("invoice",
                        invoice == null ? Parameters.in(R2dbcType.VARCHAR) : Parameters.in(R2dbcType.VARCHAR, invoice))
                .bind("by", by).bind("event", event).bind("credited", creditedEvent).bind("at", at)
                .map(row -> InvoiceStore.top(row).orElseThrow()).one();
    }

    Mono<Integer> raiseOverdue(Instant before, Instant at) {
        return tx.client().sql("select payment.raise_overdue(:before, :at) as raised").bind("before", before)
                .bind("at", at).map(row -> Rows.get(row, "raised", Integer.class)).one();
    }

    /** How many wait, and how many of them for too long. */
    Mono<long[]> countWaiting() {
        return tx.client().sql("select count(*) as waiting, count(overdue_at) as overdue from payment.payment "
                + "where state = 'UNMATCHED'")
                .map(row -> new long[]{Rows.get(row, "waiting", Long.class), Rows.get(row, "overdue", Long.class)})
                .one();
    }

    private static Receipt receipt(Readable row) {
        return new Receipt(Rows.get(row, "payment_id", UUID.class), Rows.get(row, "method", String.class),
                Rows.get(row, "state", String.class), Rows.get(row, "account", String.class),
                Rows.get(row, "document_no", String.class), Rows.get(row, "booked_on", LocalDate.class),
                Rows.get(row, "amount", Long.class), Rows.get(row, "payer_tax_id", String.class),
                Rows.get(row, "payer_name", String.class), row.get("payer_account", String.class),
                Rows.get(row, "purpose", String.class), row.get("box_id", Long.class),
                row.get("participant", String.class), row.get("invoice", String.class),
                Rows.get(row, "to_invoice", Long.class), row.get("reason", String.class),
                Rows.get(row, "received_at", Instant.class), Rows.get(row, "recorded_at", Instant.class),
                row.get("credited_at", Instant.class), row.get("overdue_at", Instant.class));
    }
}

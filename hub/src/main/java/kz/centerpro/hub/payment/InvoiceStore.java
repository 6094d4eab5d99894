package kz.centerpro.hub.payment;

import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import kz.centerpro.contracts.billing.Requisites;
import kz.centerpro.eventlog.BoxTop;
import kz.centerpro.hub.kernel.Rows;
import kz.centerpro.hub.kernel.Tx;
import kz.centerpro.hub.participant.Participant;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Rows of {@code payment.invoice}. */
final class InvoiceStore {

    private static final String SELECT = "select box_id, number, state, amount, vat, vat_percent, paid, tariff, payee::text as payee, "
            + "payer::text as payer, issued_at, pay_before, paid_at, cancelled_at from payment.invoice ";
    private static final int OPEN_MAX = 10_000;

    private final Tx tx;
    private final JsonMapper json;

    InvoiceStore(Tx tx, JsonMapper json) {
        this.tx = tx;
        this.json = json;
    }

    /** An invoice to be made. */
    record Order(Participant payer, @Nullable String tariff, long amount, Requisites payee, Requisites payerRequisites,
            LocalDate payBefore, @Nullable String key, String fingerprint, UUID event, Instant at) {}

    /**
     * What became of it: NEW, SAME or OTHER.
     *
     * @param top
     *            of the participant's box, when something was told there
     */
    record Outcome(String outcome, String number, Optional<BoxTop> top) {}

    Mono<Outcome> issue(Order order) {
        return tx.client().sql("""
                select outcome, number, box_id, top_seq, epoch from payment.issue_invoice(:box, :participant, :tariff,
                  :amount, :payee, :payer, :before, :key, :fingerprint, :event, :at)""")
                .bind("box", order.payer().boxId()).bind("participant", order.payer().id())
                .bind("tariff", text(order.tariff())).bind("amount", order.amount())
                .bind("payee", json.writeValueAsString(order.payee()))
                .bind("payer", json.writeValueAsString(order.payerRequisites())).bind("before", order.payBefore())
                .bind("key", text(order.key())).bind("fingerprint", order.fingerprint()).bind("event", order.event())
                .bind("at", order.at())
                .map(row -> new Outcome(Rows.get(row, "outcome", String.class), Rows.get(row, "number", String.class),
                        top(row)))
                .one();
    }

    private static io.r2dbc.spi.Parameter text(@Nullable String value) {
        return value == null ? Parameters.in(R2dbcType.VARCHAR) : Parameters.in(R2dbcType.VARCHAR, value);
    }

    /** The top of a row that may have none. */
    static Optional<BoxTop> top(Readable row) {
        Long top = row.get("top_seq", Long.class);
        return top == null
                ? Optional.empty()
                : Optional.of(
                        new BoxTop(Rows.get(row, "box_id", Long.class), Rows.get(row, "epoch", Integer.class), top));
    }

    Mono<Invoice> find(long box, String number) {
        return tx.client().sql(SELECT + "where box_id = :box and number = :number").bind("box", box)
                .bind("number", number).map(this::invoice).one();
    }

    Flux<Invoice> list(long box, @Nullable String below, int limit) {
        return tx.client().sql(SELECT + "where box_id = :box and number < :below order by number desc limit :limit")
                .bind("box", box).bind("below", below == null ? ":" : below).bind("limit", limit).map(this::invoice)
                .all();
    }

    /** Of any participant. */
    Flux<Invoice> withNumbers(Collection<String> numbers) {
        return numbers.isEmpty()
                ? Flux.empty()
                : tx.client().sql(SELECT + "where number = any(:numbers)")
                        .bind("numbers", numbers.toArray(String[]::new)).map(this::invoice).all();
    }

    Flux<Invoice> open(Collection<Long> boxes) {
        return boxes.isEmpty()
                ? Flux.empty()
                : tx.client().sql(SELECT + "where box_id = any(:boxes) and state in ('ISSUED', 'PARTLY_PAID') "
                        + "order by number desc limit :limit").bind("boxes", boxes.toArray(Long[]::new))
                        .bind("limit", OPEN_MAX).map(this::invoice).all();
    }

    Mono<Boolean> cancel(long box, String number, Instant at) {
        return tx.client().sql("select payment.cancel_invoice(:box, :number, :at) as done").bind("box", box)
                .bind("number", number).bind("at", at).map(row -> Rows.get(row, "done", Boolean.class)).one();
    }

    private Invoice invoice(Readable row) {
        return new Invoice(Rows.get(row, "box_id", Long.class), Rows.get(row, "number", String.class),
                Invoice.State.valueOf(Rows.get(row, "state", String.class)), Rows.get(row, "amount", Long.class),
                Rows.get(row, "vat", Long.class), Rows.get(row, "vat_percent", BigDecimal.class),
                Rows.get(row, "paid", Long.class), row.get("tariff", String.class),
                json.readValue(Rows.get(row, "payee", String.class), Requisites.class),
                json.readValue(Rows.get(row, "payer", String.class), Requisites.class),
                Rows.get(row, "issued_at", Instant.class), Rows.get(row, "pay_before", LocalDate.class),
                row.get("paid_at", Instant.class), row.get("cancelled_at", Instant.class));
    }
}

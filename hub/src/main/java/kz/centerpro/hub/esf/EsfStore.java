package kz.centerpro.hub.esf;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import kz.centerpro.contracts.billing.EsfView;
import kz.centerpro.contracts.billing.Requisites;
import kz.centerpro.eventlog.BoxTop;
import kz.centerpro.hub.kernel.Rows;
import kz.centerpro.hub.kernel.Tx;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Rows of {@code billing.esf_act} as the queue, in billing's role. */
final class EsfStore {

    private final Tx tx;
    private final JsonMapper json;

    EsfStore(Tx tx, JsonMapper json) {
        this.tx = tx;
        this.json = json;
    }

    /**
     * Something to be done.
     *
     * @param attempts
     *            that failed
     * @param asked
     *            an earlier upload may have got there
     * @param id
     *            in ИС ЭСФ; null before the upload
     */
    record Work(String task, int attempts, @Nullable Instant failingSince, boolean asked, @Nullable String id,
            @Nullable String reason, EsfAct act) {}

    /** Whether this node speaks for the user until then. */
    Mono<Boolean> hold(String username, UUID holder, Instant until, Instant at) {
        return tx.client().sql("select billing.hold_esf(:username, :holder, :until, :at) as held")
                .bind("username", username).bind("holder", holder).bind("until", until).bind("at", at)
                .map(row -> Rows.get(row, "held", Boolean.class)).one();
    }

    Mono<Integer> queue(Instant at) {
        return tx.client().sql("select billing.queue_esf(:at) as changed").bind("at", at)
                .map(row -> Rows.get(row, "changed", Integer.class)).one();
    }

    /** The next that is due, left to the caller until then. */
    Mono<Work> claim(Instant until, Instant at) {
        return tx.client()
                .sql("select number, task, attempts, failing_since, asked, esf_id, reason, month, issued_on, seller,"
                        + " buyer, lines from billing.claim_esf(1, :until, :at)")
                .bind("until", until).bind("at", at).map(this::work).one();
    }

    private Work work(Readable row) {
        return new Work(Rows.get(row, "task", String.class), Rows.get(row, "attempts", Integer.class),
                row.get("failing_since", Instant.class), Rows.get(row, "asked", Boolean.class),
                row.get("esf_id", String.class), row.get("reason", String.class),
                new EsfAct(Rows.get(row, "number", String.class),
                        YearMonth.from(Rows.get(row, "month", LocalDate.class)),
                        Rows.get(row, "issued_on", LocalDate.class),
                        json.readValue(Rows.get(row, "seller", String.class), Requisites.class),
                        json.readValue(Rows.get(row, "buyer", String.class), EsfAct.Buyer.class),
                        List.of(json.readValue(Rows.get(row, "lines", String.class), EsfAct.Line[].class))));
    }

    Mono<Void> uploaded(String number, String id, Instant next, Instant at) {
        return tx.client().sql("select billing.esf_uploaded(:number, :id, :next, :at)").bind("number", number)
                .bind("id", id).bind("next", next).bind("at", at).then();
    }

    /** The box that was told, when the act was answered by that. */
    Mono<BoxTop> seen(String number, EsfClient.Standing standing, Instant next, Instant at) {
        GenericExecuteSpec call = tx.client().sql("select box_id, top_seq, epoch from billing.esf_seen(:number, "
                + ":status, :registration, :reason, :next, :at)").bind("number", number)
                .bind("status", standing.status()).bind("next", next).bind("at", at);
        return text(text(call, "registration", standing.registrationNumber()), "reason", standing.cause())
                .map(row -> new BoxTop(Rows.get(row, "box_id", Long.class), Rows.get(row, "epoch", Integer.class),
                        Rows.get(row, "top_seq", Long.class)))
                .one();
    }

    Mono<Void> revoked(String number, Instant at) {
        return tx.client().sql("select billing.esf_revoked(:number, :at)").bind("number", number).bind("at", at).then();
    }

    /** Acts that wait, that are dead letters, and that were answered otherwise there than here. */
    Mono<EsfView.Counts> counts() {
        return tx.client().sql(EsfViewStore.COUNTS).map(EsfViewStore::counts).one();
    }

    /**
     * @param reached
     *            false: it certainly did not get there
     * @param dead
     *            it is not tried again
     */
    Mono<Void> failed(String number, String failure, boolean reached, boolean dead, Instant next, Instant at) {
        return tx.client().sql("select billing.esf_failed(:number, :failure, :reached, :dead, :next, :at)")
                .bind("number", number).bind("failure", failure).bind("reached", reached).bind("dead", dead)
                .bind("next", next).bind("at", at).then();
    }

    private static GenericExecuteSpec text(GenericExecuteSpec call, String name, @Nullable String value) {
        return value == null ? call.bindNull(name, String.class) : call.bind(name, value);
    }
}

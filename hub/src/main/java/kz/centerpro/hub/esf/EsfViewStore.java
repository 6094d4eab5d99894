package kz.centerpro.hub.esf;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import kz.centerpro.contracts.billing.EsfView;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.hub.kernel.Rows;
import kz.centerpro.hub.kernel.Tx;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Rows of {@code billing.esf_act} as staff sees them, in the hub's role. */
final class EsfViewStore {

    /** An answer there that is not the answer here; somebody has to look. */
    private static final String DIFFERS = "(e.state = 'DECLINED' and a.state in ('ACCEPTED', 'DEEMED_ACCEPTED')"
            + " or e.state = 'CONFIRMED' and a.state = 'REFUSED')";
    private static final String SELECT = "select e.number, e.state, e.task, e.due_at, e.attempts, e.failure, e.dead_at,"
            + " e.esf_id, e.registration_no, e.esf_status, e.reason, e.changed_at, a.state as act, " + DIFFERS
            + " as differs from billing.esf_act e join billing.act a on a.number = e.number ";

    static final String COUNTS = "select count(*) filter (where e.task is not null and e.dead_at is null) as waiting,"
            + " count(*) filter (where e.dead_at is not null) as dead, count(*) filter (where " + DIFFERS
            + ") as differing from billing.esf_act e join billing.act a on a.number = e.number";

    private final Tx tx;

    EsfViewStore(Tx tx) {
        this.tx = tx;
    }

    Flux<EsfView> list(boolean dead, @Nullable String below, int limit) {
        return tx.client().sql(SELECT + "where e.number < :below and (not :dead or e.dead_at is not null)"
                + " order by e.number desc limit :limit").bind("below", below == null ? ":" : below).bind("dead", dead)
                .bind("limit", limit).map(EsfViewStore::view).all();
    }

    Mono<EsfView> find(String number) {
        return tx.client().sql(SELECT + "where e.number = :number").bind("number", number).map(EsfViewStore::view)
                .one();
    }

    Mono<EsfView.Counts> counts() {
        return tx.client().sql(COUNTS).map(EsfViewStore::counts).one();
    }

    static EsfView.Counts counts(Readable row) {
        return new EsfView.Counts(Rows.get(row, "waiting", Long.class), Rows.get(row, "dead", Long.class),
                Rows.get(row, "differing", Long.class));
    }

    Mono<Boolean> again(String number, Instant at) {
        return tx.client().sql("select billing.esf_again(:number, :at) as done").bind("number", number).bind("at", at)
                .map(row -> Rows.get(row, "done", Boolean.class)).one();
    }

    Mono<Boolean> takeBack(String number, String reason, Instant at) {
        return tx.client().sql("select billing.esf_take_back(:number, :reason, :at) as done").bind("number", number)
                .bind("reason", reason).bind("at", at).map(row -> Rows.get(row, "done", Boolean.class)).one();
    }

    private static EsfView view(Readable row) {
        String task = row.get("task", String.class);
        return new EsfView(Rows.get(row, "number", String.class), Rows.get(row, "state", String.class), task,
                task == null ? null : WireTime.format(Rows.get(row, "due_at", Instant.class)),
                Rows.get(row, "attempts", Integer.class), row.get("failure", String.class), time(row, "dead_at"),
                row.get("esf_id", String.class), row.get("registration_no", String.class),
                row.get("esf_status", String.class), row.get("reason", String.class),
                WireTime.format(Rows.get(row, "changed_at", Instant.class)), Rows.get(row, "act", String.class),
                Rows.get(row, "differs", Boolean.class));
    }

    private static @Nullable String time(Readable row, String column) {
        Instant at = row.get(column, Instant.class);
        return at == null ? null : WireTime.format(at);
    }
}

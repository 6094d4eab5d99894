package kz.centerpro.hub.participant;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import kz.centerpro.contracts.party.RequisitesRequest;
import kz.centerpro.contracts.party.RequisitesView;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.eventlog.BoxTop;
import kz.centerpro.hub.kernel.Rows;
import kz.centerpro.hub.kernel.Tx;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Rows of {@code hub.requisites}. */
final class RequisitesStore {

    private static final int LISTED_MAX = 200;

    private final Tx tx;
    private final JsonMapper json;

    RequisitesStore(Tx tx, JsonMapper json) {
        this.tx = tx;
        this.json = json;
    }

    /** Empty when the newest version says the same. */
    Mono<BoxTop> add(long box, RequisitesRequest declared, LocalDate changedOn, boolean late, Reported by) {
        return tx.client().sql("select box_id, top_seq, epoch, told from hub.change_requisites(:box, :declared, "
                + ":changedOn, :late, :by, :event, :at)").bind("box", box)
                .bind("declared", json.writeValueAsString(declared)).bind("changedOn", changedOn).bind("late", late)
                .bind("by", by.signatory()).bind("event", by.event()).bind("at", by.at())
                .map(row -> new BoxTop(Rows.get(row, "box_id", Long.class), Rows.get(row, "epoch", Integer.class),
                        Rows.get(row, "top_seq", Long.class), row.get("told", String.class)))
                .one();
    }

    /** Who reported, when, and the event's id. */
    record Reported(UUID signatory, UUID event, Instant at) {}

    /** The newest first. */
    Flux<RequisitesView> list(long box) {
        return tx.client().sql("select no, declared::text as declared, changed_on, reported_at, late, reported_by "
                + "from hub.requisites where box_id = :box order by no desc limit :limit").bind("box", box)
                .bind("limit", LISTED_MAX).map(this::view).all();
    }

    private RequisitesView view(Readable row) {
        RequisitesRequest it = json.readValue(Rows.get(row, "declared", String.class), RequisitesRequest.class);
        return new RequisitesView(Rows.get(row, "no", Integer.class), it.name(), it.address(), it.email(), it.phone(),
                it.head(), it.bank(), it.bic(), it.iban(), it.kbe(),
                Rows.get(row, "changed_on", LocalDate.class).toString(),
                WireTime.format(Rows.get(row, "reported_at", Instant.class)), Rows.get(row, "late", Boolean.class),
                Rows.get(row, "reported_by", UUID.class).toString());
    }
}

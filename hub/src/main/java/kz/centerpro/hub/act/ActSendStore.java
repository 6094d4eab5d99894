package kz.centerpro.hub.act;

import java.time.Instant;
import java.util.UUID;
import kz.centerpro.eventlog.BoxTop;
import kz.centerpro.hub.kernel.Rows;
import kz.centerpro.hub.kernel.Tx;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Rows of {@code billing.act_document}, in the hub's role. */
final class ActSendStore {

    private final Tx tx;

    ActSendStore(Tx tx) {
        this.tx = tx;
    }

    /** An act that this node is to send, in {@code language}. */
    record Claim(long box, String number, String language, int attempts) {}

    Flux<Claim> claim(int limit, Instant until, Instant at) {
        return tx.client()
                .sql("select box_id, number, language, attempts from billing.claim_act_documents(:limit, :until, :at)")
                .bind("limit", limit).bind("until", until).bind("at", at)
                .map(row -> new Claim(Rows.get(row, "box_id", Long.class), Rows.get(row, "number", String.class),
                        Rows.get(row, "language", String.class), Rows.get(row, "attempts", Integer.class)))
                .all();
    }

    /** What the documents of that box, the operator's own, are counted on. */
    Mono<UUID> lease(long box) {
        return tx.client().sql("select billing.own_lease(:box) as lease").bind("box", box)
                .map(row -> Rows.get(row, "lease", UUID.class)).one();
    }

    Mono<Boolean> sent(String number, String document) {
        return tx.client().sql("select billing.act_document_sent(:number, :document) as done").bind("number", number)
                .bind("document", document).map(row -> Rows.get(row, "done", Boolean.class)).one();
    }

    /**
     * Of a claim that another node has taken over meanwhile only this is kept, that its end is not known.
     *
     * @param uncertain
     *            the document may have been registered all the same
     */
    Mono<Void> failed(Claim claim, boolean uncertain, String failure, Instant next) {
        return tx.client()
                .sql("select billing.act_document_failed(d.number, :uncertain, :failure, :next) "
                        + "from billing.act_document d where d.number = :number and (d.attempts = :attempts or :uncertain)")
                .bind("number", claim.number()).bind("attempts", claim.attempts()).bind("uncertain", uncertain)
                .bind("failure", failure).bind("next", next).then();
    }

    Flux<BoxTop> followAll(int limit, Instant at) {
        return tx.client().sql("select box_id, top_seq, epoch from billing.follow_acts(:limit, :at)")
                .bind("limit", limit).bind("at", at).map(ActStore::top).all();
    }

    /** Acts that wait for another try. */
    Mono<Long> unsent() {
        return tx.client().sql("select count(*) as unsent from billing.act_document d join billing.act a"
                + " on a.number = d.number where d.document is null and d.failure is not null and a.state = 'ISSUED'")
                .map(row -> Rows.get(row, "unsent", Long.class)).one();
    }

    record Close(long box, String number, String document) {}

    Flux<Close> toClose(int limit) {
        return tx.client().sql("select box_id, number, document from billing.acts_to_close(:limit)")
                .bind("limit", limit)
                .map(row -> new Close(Rows.get(row, "box_id", Long.class), Rows.get(row, "number", String.class),
                        Rows.get(row, "document", String.class)))
                .all();
    }

    Mono<Void> closed(String number, Instant at) {
        return tx.client().sql("select billing.act_closed(:number, :at)").bind("number", number).bind("at", at).then();
    }
}

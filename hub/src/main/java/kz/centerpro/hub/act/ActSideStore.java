package kz.centerpro.hub.act;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import kz.centerpro.eventlog.BoxTop;
import kz.centerpro.hub.kernel.Rows;
import kz.centerpro.hub.kernel.Tx;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Issues acts and ends the wait for answers, in billing's role. */
final class ActSideStore {

    private final Tx tx;

    ActSideStore(Tx tx) {
        this.tx = tx;
    }

    /** An act to be made; {@code buyer} and {@code lines} are JSON and go back as they came. */
    record Draft(long box, YearMonth month, String number, String buyer, String lines) {}

    /** Drafts of boxes above {@code after}. */
    Flux<Draft> drafts(YearMonth month, long after, int limit) {
        return tx.client().sql("select box_id, number, buyer, lines from billing.act_drafts(:month, :after, :limit)")
                .bind("month", month.atDay(1)).bind("after", after).bind("limit", limit)
                .map(row -> new Draft(Rows.get(row, "box_id", Long.class), month,
                        Rows.get(row, "number", String.class), Rows.get(row, "buyer", String.class),
                        Rows.get(row, "lines", String.class)))
                .all();
    }

    /** Months before this one for which acts are missing, the oldest first. */
    Flux<YearMonth> owed(YearMonth before) {
        return tx.client().sql("select month from billing.act_months_owed(:month)").bind("month", before.atDay(1))
                .map(row -> YearMonth.from(Rows.get(row, "month", LocalDate.class))).all();
    }

    /** The PDF in Kazakh and in Russian. */
    @SuppressWarnings("ArrayRecordComponent") // handed on once
    record Papers(byte[] kk, byte[] ru) {}

    /** Empty when the month has an act already. */
    Mono<BoxTop> issue(Draft draft, String seller, LocalDate until, Papers papers, Instant at) {
        return tx.client().sql("select box_id, top_seq, epoch from billing.issue_act(:box, :month, :seller, :buyer, "
                + ":lines, :until, :kk, :ru, :at)").bind("box", draft.box())
                .bind("month", draft.month().atDay(1)).bind("seller", seller).bind("buyer", draft.buyer())
                .bind("lines", draft.lines()).bind("until", until).bind("kk", ByteBuffer.wrap(papers.kk()))
                .bind("ru", ByteBuffer.wrap(papers.ru())).bind("at", at).map(ActStore::top).one();
    }

    /** An act without an answer whose last day, as told at the issue, is over. */
    record Silent(long box, String number, LocalDate issuedOn) {}

    Flux<Silent> silent(LocalDate today, int limit) {
        return tx.client().sql("""
                select box_id, number, issued_on from billing.act
                 where state = 'ISSUED' and answer_until < :today order by answer_until, number limit :limit""")
                .bind("today", today).bind("limit", limit).map(row -> new Silent(Rows.get(row, "box_id", Long.class),
                        Rows.get(row, "number", String.class), Rows.get(row, "issued_on", LocalDate.class)))
                .all();
    }

    /** Empty when {@code until} is not over, to which the wait is prolonged then. */
    Mono<BoxTop> deemAccepted(Silent act, LocalDate until, Instant at) {
        return tx.client()
                .sql("select box_id, top_seq, epoch from billing.deem_act_accepted(:box, :number, :until, :at)")
                .bind("box", act.box()).bind("number", act.number()).bind("until", until).bind("at", at)
                .map(ActStore::top).one();
    }
}

package kz.centerpro.hub.act;

import io.r2dbc.spi.Readable;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import kz.centerpro.contracts.billing.ActPreference;
import kz.centerpro.contracts.billing.ActView;
import kz.centerpro.contracts.billing.Requisites;
import kz.centerpro.eventlog.BoxTop;
import kz.centerpro.hub.agreement.SignerProof;
import kz.centerpro.hub.kernel.Rows;
import kz.centerpro.hub.kernel.Tx;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Reads and answers acts, in the hub's role. */
final class ActStore {

    private static final String SELECT = """
            select a.number, a.month, a.state, a.issued_on, a.issued_at, a.answer_until, a.seller::text as seller,
                   a.buyer::text as buyer, a.lines::text as lines, a.answered_at, a.reason, a.signed_by, a.answered_through,
                   d.language as sent_in, d.document, d.sending, i.number is not null as arrived, i.answer as leg,
                   (select string_agg(p.language || ' ' || encode(p.sha256, 'hex'), ',' order by p.language)
                      from billing.act_paper p where p.number = a.number) as papers
              from billing.act a left join billing.act_document d on d.number = a.number
              left join hub.inbox i on i.box_id = d.box_id and i.number = d.document where a.box_id = :box and a.number\s""";

    private final Tx tx;
    private final JsonMapper json;

    ActStore(Tx tx, JsonMapper json) {
        this.tx = tx;
        this.json = json;
    }

    /**
     * An act and its papers.
     *
     * @param sent
     *            null when no sending has begun
     */
    record Kept(Act act, List<ActView.Paper> papers, @Nullable Sent sent) {}

    /**
     * The document that an act is sent as.
     *
     * @param document
     *            its number; null while it is not known
     * @param sending
     *            it may exist before its number is known here
     * @param arrived
     *            it is in the recipient's box
     * @param leg
     *            how it was answered
     */
    record Sent(String language, @Nullable String document, boolean sending, boolean arrived, @Nullable String leg) {

        /** Nothing can be answered to it: there is none, or its time is over. */
        boolean isOver() {
            return !sending && (document == null || "EXPIRED".equals(leg));
        }
    }

    Mono<Kept> find(long box, String number) {
        return tx.client().sql(SELECT + "= :number").bind("box", box).bind("number", number).map(this::kept).one();
    }

    Flux<Kept> list(long box, @Nullable String below, int limit) {
        return tx.client().sql(SELECT + "< :below order by a.number desc limit :limit").bind("box", box)
                .bind("below", below == null ? ":" : below).bind("limit", limit).map(this::kept).all();
    }

    private Kept kept(Readable row) {
        String sentIn = row.get("sent_in", String.class);
        return new Kept(act(row), papers(row.get("papers", String.class)), sentIn == null
                ? null
                : new Sent(sentIn, row.get("document", String.class), Rows.get(row, "sending", Boolean.class),
                        Rows.get(row, "arrived", Boolean.class), row.get("leg", String.class)));
    }

    private static List<ActView.Paper> papers(@Nullable String text) {
        return text == null
                ? List.of()
                : Arrays.stream(text.split(",", -1)).map(paper -> new ActView.Paper(paper.substring(0, 2),
                        paper.substring(3))).toList();
    }

    private Act act(Readable row) {
        Instant answered = row.get("answered_at", Instant.class);
        return new Act(Rows.get(row, "number", String.class), YearMonth.from(Rows.get(row, "month", LocalDate.class)),
                Act.State.valueOf(Rows.get(row, "state", String.class)), Rows.get(row, "issued_on", LocalDate.class),
                Rows.get(row, "issued_at", Instant.class), Rows.get(row, "answer_until", LocalDate.class),
                json.readValue(Rows.get(row, "seller", String.class), Requisites.class),
                json.readValue(Rows.get(row, "buyer", String.class), Act.Buyer.class),
                List.of(json.readValue(Rows.get(row, "lines", String.class), Act.Line[].class)),
                answered == null
                        ? null
                        : new Act.Answer(answered, row.get("reason", String.class),
                                row.get("signed_by", String.class), row.get("answered_through", String.class)));
    }

    /** The bytes that were given out and are signed. */
    Mono<byte[]> paper(String number, String language) {
        return tx.client().sql("select pdf from billing.act_paper where number = :number and language = :language")
                .bind("number", number).bind("language", language).map(row -> {
                    ByteBuffer bytes = Rows.get(row, "pdf", ByteBuffer.class);
                    byte[] copy = new byte[bytes.remaining()];
                    bytes.get(copy);
                    return copy;
                }).one();
    }

    Mono<ActPreference> preference(long box) {
        return tx.client().sql("select monthly, language from billing.act_preference where box_id = :box")
                .bind("box", box).map(row -> new ActPreference(Rows.get(row, "monthly", Boolean.class),
                        Rows.get(row, "language", String.class)))
                .one();
    }

    Mono<Void> prefer(long box, boolean monthly, @Nullable String language, Instant at) {
        DatabaseClient.GenericExecuteSpec call = tx.client()
                .sql("select billing.prefer_acts(:box, :monthly, :language, :at)").bind("box", box)
                .bind("monthly", monthly).bind("at", at);
        return (language == null ? call.bindNull("language", String.class) : call.bind("language", language)).then();
    }

    /** The answer to the act's document, taken over; empty when there is none or it was taken before. */
    Mono<BoxTop> follow(long box, String number, Instant at) {
        return tx.client().sql("select box_id, top_seq, epoch from billing.follow_act(:box, :number, :at)")
                .bind("box", box).bind("number", number).bind("at", at).map(ActStore::top).one();
    }

    /** Empty when the act does not wait for an answer any more. */
    Mono<BoxTop> accept(long box, String number, String language, SignerProof.Proof proof, Instant at) {
        return tx.client().sql("select box_id, top_seq, epoch from billing.accept_act(:box, :number, :language, "
                + ":signature, :certificate, :by, :at)").bind("box", box).bind("number", number)
                .bind("language", language).bind("signature", ByteBuffer.wrap(proof.cms()))
                .bind("certificate", ByteBuffer.wrap(proof.holder().certificate()))
                .bind("by", proof.holder().name()).bind("at", at).map(ActStore::top).one();
    }

    /** Empty when the act does not wait for an answer any more. */
    Mono<BoxTop> refuse(long box, String number, String reason, Instant at) {
        return tx.client().sql("select box_id, top_seq, epoch from billing.refuse_act(:box, :number, :reason, :at)")
                .bind("box", box).bind("number", number).bind("reason", reason).bind("at", at).map(ActStore::top)
                .one();
    }

    static BoxTop top(Readable row) {
        return new BoxTop(Rows.get(row, "box_id", Long.class), Rows.get(row, "epoch", Integer.class),
                Rows.get(row, "top_seq", Long.class));
    }

    /** A line of the annex. */
    record Used(LocalDate day, String metric, String subscription, long quantity, long bytes) {}

    /** What is accounted in a month, by day; empty while the month is not closed. */
    Mono<Optional<List<Used>>> used(long box, YearMonth month) {
        return tx.client().sql("select exists (select from billing.period where month = :month) as closed")
                .bind("month", month.atDay(1)).map(row -> Rows.get(row, "closed", Boolean.class)).one()
                .flatMap(closed -> closed
                        ? usedIn(box, month).collectList().map(Optional::of)
                        : Mono.just(Optional.<List<Used>>empty()));
    }

    private Flux<Used> usedIn(long box, YearMonth month) {
        return tx.client().sql("""
                select day, metric, subscription_id::text as subscription, quantity, bytes from billing.rated_usage
                 where box_id = :box and period = :month order by day, metric, subscription_id""").bind("box", box)
                .bind("month", month.atDay(1))
                .map(row -> new Used(Rows.get(row, "day", LocalDate.class), Rows.get(row, "metric", String.class),
                        Rows.get(row, "subscription", String.class), Rows.get(row, "quantity", Long.class),
                        Rows.get(row, "bytes", Long.class)))
                .all();
    }
}

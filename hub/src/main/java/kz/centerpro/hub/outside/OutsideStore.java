package kz.centerpro.hub.outside;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import kz.centerpro.contracts.notice.Email;
import kz.centerpro.eventlog.BoxTop;
import kz.centerpro.hub.kernel.Rows;
import kz.centerpro.hub.kernel.Tx;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Table {@code hub.outside_link}. */
final class OutsideStore {

    private static final String COLUMNS = """
            select l.box_id, l.link_id, l.number, l.address, l.made_at, l.expires_at, l.viewed_at, l.fetched_at, l.ended_at,
            """;
    private static final String WITH_LETTER = COLUMNS + """
            (select s.state from notification.letters_of(l.box_id, array[l.link_id]) s limit 1) as letter
              from hub.outside_link l where l.box_id = :box and l.number = :number""";

    private final Tx tx;

    OutsideStore(Tx tx) {
        this.tx = tx;
    }

    /** What is to be made: {@code secret} is the hash of what {@code code} says. */
    @SuppressWarnings("ArrayRecordComponent") // made once, read only
    record Wanted(long box, UUID id, String number, byte[] secret, String code, Email to, String sender,
            String language, UUID by, Instant expires) {

        @Override
        public String toString() {
            return "Wanted[" + id + "]";
        }
    }

    /** Ids, the event's data and the limits that a new link needs. */
    record Terms(UUID stop, int perAddress, int perBox, UUID event, String data, Instant at) {}

    /** What the function says; {@code link} and {@code tops} as far as there are any. */
    record Said(String outcome, @Nullable UUID link, List<BoxTop> tops) {}

    Mono<Said> show(Wanted wanted, Terms terms) {
        return tx.client()
                .sql("""
                        select outcome, link_id, box_id, top_seq, epoch, events from hub.show_outside(:box, :id, :number, :secret, :code, :email, :masked,
                          :sha256, :sender, :language, :stop, :perAddress, :perBox, :by, :until, :event, :data, :at)""")
                .bind("box", wanted.box).bind("id", wanted.id).bind("number", wanted.number)
                .bind("secret", wanted.secret).bind("code", wanted.code).bind("email", wanted.to.text())
                .bind("masked", wanted.to.masked()).bind("sha256", wanted.to.sha256()).bind("sender", wanted.sender)
                .bind("language", wanted.language).bind("stop", terms.stop).bind("perAddress", terms.perAddress)
                .bind("perBox", terms.perBox).bind("by", wanted.by).bind("until", wanted.expires)
                .bind("event", terms.event).bind("data", terms.data).bind("at", terms.at)
                .map(row -> new Said(Rows.get(row, "outcome", String.class), row.get("link_id", UUID.class), tops(row)))
                .one();
    }

    /** The box that is to be told, at most one; empty when the link is over. */
    Mono<List<BoxTop>> open(OutsideLink link, boolean fetch, UUID event, String data, Instant at) {
        return tx.client()
                .sql("select link_id, box_id, top_seq, epoch, events from hub.open_outside(:box, :id, :fetch, :event, "
                        + ":data, :at)")
                .bind("box", link.box()).bind("id", link.id()).bind("fetch", fetch).bind("event", event)
                .bind("data", data).bind("at", at).map(OutsideStore::tops).one();
    }

    /** True when it was open. */
    Mono<Boolean> end(long box, String number, UUID id, Instant at) {
        return tx.client().sql("update hub.outside_link set ended_at = :at where box_id = :box and number = :number "
                + "and link_id = :id and ended_at is null").bind("at", at).bind("box", box).bind("number", number)
                .bind("id", id).fetch().rowsUpdated().map(rows -> rows == 1);
    }

    /** Of a document, the newest first. */
    Flux<OutsideLink> of(long box, String number) {
        return tx.client().sql(WITH_LETTER + " order by l.made_at desc, l.link_id").bind("box", box)
                .bind("number", number).map(OutsideStore::link).all();
    }

    Mono<OutsideLink> find(long box, String number, UUID id) {
        return tx.client().sql(WITH_LETTER + " and l.link_id = :id").bind("box", box).bind("number", number)
                .bind("id", id).map(OutsideStore::link).one();
    }

    Mono<OutsideLink> find(long box, byte[] secret) {
        return tx.client().sql(COLUMNS + "null::text as letter from hub.outside_link l where l.box_id = :box "
                + "and l.secret_sha256 = :secret").bind("box", box).bind("secret", secret).map(OutsideStore::link)
                .one();
    }

    private static List<BoxTop> tops(Readable row) {
        Long box = row.get("box_id", Long.class);
        return box == null
                ? List.of()
                : List.of(new BoxTop(box, Rows.get(row, "epoch", Integer.class), Rows.get(row, "top_seq", Long.class),
                        row.get("events", String.class)));
    }

    private static OutsideLink link(Readable row) {
        return new OutsideLink(Rows.get(row, "box_id", Long.class), Rows.get(row, "link_id", UUID.class),
                Rows.get(row, "number", String.class), Rows.get(row, "address", String.class),
                Rows.get(row, "made_at", Instant.class), Rows.get(row, "expires_at", Instant.class),
                row.get("viewed_at", Instant.class), row.get("fetched_at", Instant.class),
                row.get("ended_at", Instant.class), row.get("letter", String.class));
    }
}

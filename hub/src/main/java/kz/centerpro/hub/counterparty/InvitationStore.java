package kz.centerpro.hub.counterparty;

import java.time.Instant;
import java.util.UUID;
import kz.centerpro.hub.kernel.Rows;
import kz.centerpro.hub.kernel.Tx;
import kz.centerpro.hub.participant.TaxNumber;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Table {@code hub.invitation}. */
final class InvitationStore {

    private static final String COLUMNS = "box_id, invitation_id, country, tax_id, created_at, expires_at, seen_at";

    private final Tx tx;

    InvitationStore(Tx tx) {
        this.tx = tx;
    }

    record Invitation(long box, UUID id, TaxNumber invited, Instant createdAt, Instant expiresAt,
            @Nullable Instant seenAt) {}

    Mono<Void> insert(Invitation made, UUID by) {
        return tx.client().sql("""
                insert into hub.invitation (box_id, invitation_id, country, tax_id, made_by, created_at, expires_at)
                values (:box, :id, :country, :taxId, :by, :at, :until)""").bind("box", made.box).bind("id", made.id)
                .bind("country", made.invited.country()).bind("taxId", made.invited.taxId()).bind("by", by)
                .bind("at", made.createdAt).bind("until", made.expiresAt).then();
    }

    /** Has the letter of an invitation sent; says what {@code notification.ask_letter} does. */
    Mono<String> askLetter(Invitation made, String code, Invitations.Letter letter, String inviter, UUID stop,
            int most, Instant at) {
        return tx.client()
                .sql("""
                        select notification.ask_letter(:box, :id, :code, :email, :masked, :sha256, :inviter, :language, :stop, :most, :until, :at)
                            as outcome""")
                .bind("box", made.box).bind("id", made.id).bind("code", code)
                .bind("email", letter.to().text()).bind("masked", letter.to().masked())
                .bind("sha256", letter.to().sha256()).bind("inviter", inviter).bind("language", letter.language())
                .bind("stop", stop).bind("most", most).bind("until", made.expiresAt).bind("at", at)
                .map(row -> Rows.get(row, "outcome", String.class)).one();
    }

    Mono<Invitation> newest(long box, TaxNumber invited) {
        return tx.client().sql("select " + COLUMNS + " from hub.invitation where box_id = :box and country = :country "
                + "and tax_id = :taxId order by created_at desc limit 1").bind("box", box)
                .bind("country", invited.country()).bind("taxId", invited.taxId()).map(InvitationStore::invitation)
                .one();
    }

    /** The newest of each who has not joined, those of these counterparties. */
    Flux<Invitation> newest(long box, String[] countries, String[] taxIds) {
        return tx.client().sql("select distinct on (i.country, i.tax_id) i.* from hub.invitation i "
                + "join unnest(:countries, :ids) k(country, tax_id) on i.country = k.country and i.tax_id = k.tax_id "
                + "where i.box_id = :box order by i.country, i.tax_id, i.created_at desc").bind("box", box)
                .bind("countries", countries).bind("ids", taxIds).map(InvitationStore::invitation).all();
    }

    Mono<Invitation> find(long box, UUID id) {
        return tx.client().sql("select " + COLUMNS + " from hub.invitation where box_id = :box and invitation_id = :id")
                .bind("box", box).bind("id", id).map(InvitationStore::invitation).one();
    }

    Mono<Long> madeSince(long box, Instant since) {
        return tx.client().sql("select count(*) as n from hub.invitation where box_id = :box and created_at > :since")
                .bind("box", box).bind("since", since).map(row -> Rows.get(row, "n", Long.class)).one();
    }

    /** When the {@code nth} newest was made, from 1; empty when there are fewer. */
    Mono<Instant> made(long box, int nth) {
        return tx.client().sql("select created_at from hub.invitation where box_id = :box order by created_at desc "
                + "offset :skip limit 1").bind("box", box).bind("skip", nth - 1)
                .map(row -> Rows.get(row, "created_at", Instant.class)).one();
    }

    Mono<Void> seen(long box, UUID id, Instant at) {
        return tx.client().sql("update hub.invitation set seen_at = :at where box_id = :box and invitation_id = :id "
                + "and seen_at is null").bind("at", at).bind("box", box).bind("id", id).then();
    }

    private static Invitation invitation(Readable row) {
        return new Invitation(Rows.get(row, "box_id", Long.class), Rows.get(row, "invitation_id", UUID.class),
                new TaxNumber(Rows.get(row, "country", String.class), Rows.get(row, "tax_id", String.class)),
                Rows.get(row, "created_at", Instant.class), Rows.get(row, "expires_at", Instant.class),
                row.get("seen_at", Instant.class));
    }
}

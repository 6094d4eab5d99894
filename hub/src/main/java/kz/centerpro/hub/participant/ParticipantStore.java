package kz.centerpro.hub.participant;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import java.util.UUID;
import kz.centerpro.contracts.party.ParticipantKind;
import kz.centerpro.contracts.party.ParticipantStatus;
import kz.centerpro.contracts.party.SelfDeclared;
import kz.centerpro.contracts.party.SignatureRegime;
import kz.centerpro.hub.kernel.Tx;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Rows of {@code hub.participant}. */
final class ParticipantStore {

    private static final String COLUMNS = "id, box_id, kind, country, tax_id, name, regime, status, registered_at, "
            + "cast(self_declared as text) as self_declared";

    private final Tx tx;
    private final JsonMapper json;

    ParticipantStore(Tx tx, JsonMapper json) {
        this.tx = tx;
        this.json = json;
    }

    Mono<Participant> find(UUID id) {
        return tx.client().sql("select " + COLUMNS + " from hub.participant where id = :id").bind("id", id)
                .map(this::participant).one();
    }

    Mono<Participant> findByBox(long box) {
        return tx.client().sql("select " + COLUMNS + " from hub.participant where box_id = :box").bind("box", box)
                .map(this::participant).one();
    }

    Mono<Participant> findByTaxId(String country, String taxId) {
        return tx.client().sql("select " + COLUMNS + " from hub.participant where country = :country and tax_id = :id")
                .bind("country", country).bind("id", taxId).map(this::participant).one();
    }

    Flux<Participant> findByTaxIds(String country, Collection<String> taxIds) {
        return tx.client()
                .sql("select " + COLUMNS + " from hub.participant where country = :country and tax_id = any(:ids)")
                .bind("country", country).bind("ids", taxIds.toArray(String[]::new)).map(this::participant).all();
    }

    /** The non-resident whose registered signatories hold this key. */
    Mono<Participant> findByKey(String publicKeySha256) {
        return tx.client().sql("select " + COLUMNS + " from hub.participant where regime = 'ES' and id = "
                + "(select participant_id from hub.signatory where public_key_sha256 = :key and regime = 'ES' "
                + "and participant_id is not null order by first_seen limit 1)")
                .bind("key", publicKeySha256).map(this::participant).one();
    }

    /** The address of a number; made now, with {@code candidate} as the id, when it has none. */
    Mono<Address> address(String country, String taxId, UUID candidate) {
        return tx.client().sql("select box_id, participant_id from hub.address_of(:country, :id, :candidate)")
                .bind("country", country).bind("id", taxId).bind("candidate", candidate)
                .map(ParticipantStore::address).one();
    }

    Mono<Address> findAddress(String country, String taxId) {
        return tx.client()
                .sql("select box_id, participant_id from hub.address where country = :country and tax_id = :id")
                .bind("country", country).bind("id", taxId).map(ParticipantStore::address).one();
    }

    private static Address address(Readable row) {
        return new Address(value(row, "box_id", Long.class), value(row, "participant_id", UUID.class));
    }

    /** Empty when (country, tax id) is taken. */
    Mono<Participant> insert(Participant made, Object snapshot) {
        return tx.client().sql("""
                insert into hub.participant (id, box_id, kind, country, tax_id, name, regime, status, registered_at,
                                             self_declared, snapshot)
                values (:id, :box, :kind, :country, :taxId, :name, :regime, 'REGISTERED', :at,
                        cast(:declared as jsonb), cast(:snapshot as jsonb))
                on conflict (country, tax_id) do nothing""")
                .bind("id", made.id()).bind("box", made.boxId()).bind("kind", made.kind().name())
                .bind("country", made.country()).bind("taxId", made.taxId()).bind("name", made.name())
                .bind("regime", made.regime().name()).bind("at", made.registeredAt())
                .bind("declared", json.writeValueAsString(made.selfDeclared()))
                .bind("snapshot", json.writeValueAsString(snapshot))
                .fetch().rowsUpdated().filter(rows -> rows == 1).map(one -> made);
    }

    /** Makes a registered participant active; an active one stays as it is. */
    Mono<Void> activate(UUID id, Instant at) {
        return tx.client().sql("update hub.participant set status = 'ACTIVE', activated_at = :at "
                + "where id = :id and status = 'REGISTERED'").bind("at", at).bind("id", id).then();
    }

    Mono<Boolean> hasLeft(UUID id) {
        return tx.client().sql("select ended_at is not null as ended from hub.participant where id = :id")
                .bind("id", id).map(row -> value(row, "ended", Boolean.class)).one();
    }

    Flux<UUID> leftSince(Instant since) {
        return tx.client().sql("select id from hub.participant where ended_at > :since").bind("since", since)
                .map(row -> value(row, "id", UUID.class)).all();
    }

    /** Boxes of active participants in order, {@code limit} of them after {@code after}. */
    Flux<Long> activeBoxes(long after, int limit) {
        return tx.client().sql("select box_id from hub.participant where status = 'ACTIVE' and box_id > :after "
                + "order by box_id limit :limit").bind("after", after).bind("limit", limit)
                .map(row -> Objects.requireNonNull(row.get("box_id", Long.class))).all();
    }

    private Participant participant(Readable row) {
        return new Participant(value(row, "id", UUID.class), value(row, "box_id", Long.class),
                ParticipantKind.valueOf(value(row, "kind", String.class)), value(row, "country", String.class),
                value(row, "tax_id", String.class), value(row, "name", String.class),
                SignatureRegime.valueOf(value(row, "regime", String.class)),
                ParticipantStatus.valueOf(value(row, "status", String.class)),
                value(row, "registered_at", Instant.class),
                json.readValue(value(row, "self_declared", String.class), SelfDeclared.class));
    }

    private static <T> T value(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}

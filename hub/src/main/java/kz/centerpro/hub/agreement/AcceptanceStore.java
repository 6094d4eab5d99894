package kz.centerpro.hub.agreement;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.UUID;
import kz.centerpro.hub.kernel.Tx;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

/** Rows of {@code hub.acceptance}; the hub's role may only add them. */
final class AcceptanceStore {

    private final Tx tx;

    AcceptanceStore(Tx tx) {
        this.tx = tx;
    }

    Mono<Void> insert(Acceptance made) {
        GenericExecuteSpec insert = tx.client().sql("""
                insert into hub.acceptance (id, participant_id, offer_no, policy_no, statement, statement_hash,
                       signature, certificate, signed_by, role, capacity, person_iin, entity_bin, language,
                       accepted_at, ip, session_id)
                values (:id, :participant, :offer, :policy, :statement, :hash, :signature, :certificate, :by, :role,
                        :capacity, :iin, :bin, :language, :at, :ip, :session)""")
                .bind("id", made.id()).bind("participant", made.participant()).bind("offer", made.offerNo())
                .bind("policy", made.policyNo()).bind("statement", made.statement())
                .bind("hash", ByteBuffer.wrap(LegalText.sha256(made.statement())))
                .bind("signature", ByteBuffer.wrap(made.proof().cms()))
                .bind("certificate", ByteBuffer.wrap(made.proof().holder().certificate()))
                .bind("by", made.proof().holder().name()).bind("role", made.proof().holder().role().name())
                .bind("capacity", made.capacity().name()).bind("language", made.language())
                .bind("at", made.acceptedAt()).bind("session", made.session());
        return nullable(nullable(nullable(insert, "iin", made.proof().holder().iin()), "bin",
                made.proof().holder().bin()), "ip", made.ip()).then();
    }

    Mono<Boolean> exists(UUID participant) {
        return tx.client().sql("select exists (select from hub.acceptance where participant_id = :participant) as met")
                .bind("participant", participant)
                .map(row -> Objects.requireNonNull(row.get("met", Boolean.class))).one();
    }

    private static GenericExecuteSpec nullable(GenericExecuteSpec spec, String name, @Nullable String value) {
        return value == null ? spec.bindNull(name, String.class) : spec.bind(name, value);
    }
}

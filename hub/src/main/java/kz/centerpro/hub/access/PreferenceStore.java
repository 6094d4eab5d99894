package kz.centerpro.hub.access;

import java.time.Instant;
import java.util.UUID;
import kz.centerpro.hub.kernel.Rows;
import kz.centerpro.hub.kernel.Tx;
import reactor.core.publisher.Mono;

/** Rows of {@code hub.preference}: one for a person, whatever certificate it signs in with. */
final class PreferenceStore {

    private static final String PERSON = "coalesce('iin:' || s.iin, 'certificate:' || s.certificate_sha256)";

    private final Tx tx;

    PreferenceStore(Tx tx) {
        this.tx = tx;
    }

    Mono<String> language(UUID signatory) {
        return tx.client()
                .sql("select p.language from hub.signatory s join hub.preference p on p.person = " + PERSON
                        + " where s.id = :signatory")
                .bind("signatory", signatory).map(row -> Rows.get(row, "language", String.class)).one();
    }

    /** False for API credentials, which are nobody. */
    Mono<Boolean> choose(UUID signatory, String language, Instant at) {
        return tx.client()
                .sql("insert into hub.preference (person, language, changed_at) select " + PERSON
                        + ", :language, :at from hub.signatory s where s.id = :signatory "
                        + "on conflict (person) do update set language = excluded.language, changed_at = excluded.changed_at")
                .bind("signatory", signatory).bind("language", language).bind("at", at).fetch().rowsUpdated()
                .map(rows -> rows > 0);
    }
}

package kz.centerpro.contracts.party;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * An acceptance that was recorded (clauses 1.3, 2.2, 13.7: it holds without a term).
 *
 * @param personIin
 *            of the signer's certificate, where it has one
 * @param entityBin
 *            of the legal entity represented, as the certificate names it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AcceptanceView(String id, int offerNo, int policyNo, String language, Capacity capacity,
        String signedBy, @Nullable String personIin, @Nullable String entityBin, String acceptedAt,
        ParticipantStatus participantStatus) {

    /** In whose name the offer was accepted (clause 2.2). */
    public enum Capacity {
        OWN, REPRESENTATIVE
    }
}

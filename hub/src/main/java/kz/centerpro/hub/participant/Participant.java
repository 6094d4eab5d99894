package kz.centerpro.hub.participant;

import java.time.Instant;
import java.util.UUID;
import kz.centerpro.contracts.party.ParticipantKind;
import kz.centerpro.contracts.party.ParticipantStatus;
import kz.centerpro.contracts.party.ParticipantView;
import kz.centerpro.contracts.party.SelfDeclared;
import kz.centerpro.contracts.party.SignatureRegime;
import kz.centerpro.contracts.party.WireTime;

/**
 * A client of the hub.
 *
 * @param taxId
 *            IIN of a resident person, BIN of a resident legal entity, else the number in {@code country}
 */
public record Participant(UUID id, long boxId, ParticipantKind kind, String country, String taxId, String name,
        SignatureRegime regime, ParticipantStatus status, Instant registeredAt, SelfDeclared selfDeclared) {

    public static final String KAZAKHSTAN = "KZ";

    public boolean isResident() {
        return country.equals(KAZAKHSTAN);
    }

    public boolean isActive() {
        return status == ParticipantStatus.ACTIVE;
    }

    public boolean hasLeft() {
        return status == ParticipantStatus.TERMINATED;
    }

    /** As the participant sees itself. */
    public ParticipantView view() {
        return new ParticipantView(id.toString(), boxId, kind, country, taxId, name, regime, status,
                WireTime.format(registeredAt), selfDeclared);
    }

    /**
     * Whether a certificate speaks for this resident by its numbers: the BIN of a legal entity, the IIN of anybody else
     * as long as the certificate does not name another entity.
     */
    boolean hasNumbersOf(CertificateHolder holder) {
        if (kind == ParticipantKind.LEGAL_ENTITY) {
            return taxId.equals(holder.bin());
        }
        return taxId.equals(holder.iin()) && (holder.bin() == null || taxId.equals(holder.bin()));
    }
}

package kz.centerpro.hub.participant;

import java.util.UUID;
import kz.centerpro.contracts.access.SignatoryView;
import kz.centerpro.contracts.party.SigningRight;
import org.jspecify.annotations.Nullable;

/**
 * A certificate that signed in here at least once.
 *
 * @param participant
 *            id of the participant it speaks for, once there is one
 */
public record Signatory(UUID id, @Nullable UUID participant, CertificateHolder holder) {

    /** As it stands in answers. */
    public SignatoryView view() {
        return new SignatoryView(id.toString(), holder.name(), holder.iin(), holder.bin(), holder.organization(),
                holder.role(), SigningRight.of(holder.role(), holder.bin() != null || holder.organization() != null),
                holder.regime(), holder.certificateSha256());
    }
}

package kz.centerpro.hub.agreement;

import java.time.Instant;
import java.util.UUID;
import kz.centerpro.contracts.party.AcceptanceView;
import kz.centerpro.contracts.party.AcceptanceView.Capacity;
import kz.centerpro.contracts.party.ParticipantStatus;
import kz.centerpro.contracts.party.WireTime;
import org.jspecify.annotations.Nullable;

/** One recorded acceptance, with the text that was signed and the proof. */
record Acceptance(UUID id, UUID participant, int offerNo, int policyNo, String statement, SignerProof.Proof proof,
        Capacity capacity, String language, Instant acceptedAt, @Nullable String ip, UUID session) {

    AcceptanceView view() {
        return new AcceptanceView(id.toString(), offerNo, policyNo, language, capacity, proof.holder().name(),
                proof.holder().iin(), proof.holder().bin(), WireTime.format(acceptedAt), ParticipantStatus.ACTIVE);
    }
}

package kz.centerpro.cli.bench;

import java.time.Instant;
import kz.centerpro.contracts.party.SignatureRegime;
import kz.centerpro.hub.certificate.Indication;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.TrustSnapshot;
import kz.centerpro.hub.certificate.VerificationPolicy;
import kz.centerpro.hub.signature.ContentDigests;
import kz.centerpro.hub.signature.SignatureDesk;
import kz.centerpro.hub.signature.SignedContainer;
import kz.centerpro.hub.signature.Verdict;
import kz.centerpro.sandbox.trustcentre.KeyKind;
import kz.centerpro.sandbox.trustcentre.TrustCentre;
import org.jspecify.annotations.Nullable;

/** The hub's own path over signatures of one hierarchy, without a network, as it runs inside the hub. */
final class SignedSet {

    private final SignatureDesk desk = new SignatureDesk(SignatureDesk.BYTES_MAX, VerificationPolicy.offline());
    private final TrustSnapshot trust;

    SignedSet(TrustCentre centre, KeyKind kind) throws Exception {
        SignatureRegime regime = kind == KeyKind.EC ? SignatureRegime.ES : SignatureRegime.EDS;
        this.trust = TrustSnapshot.builder(1).anchor(centre.root(kind).getEncoded(), regime)
                .intermediate(centre.intermediate(kind).getEncoded()).build();
    }

    void verify(byte[] cms, byte @Nullable [] content) throws MalformedSignature {
        SignedContainer container = desk.read(cms);
        ContentDigests digests = content == null
                ? ContentDigests.none()
                : ContentDigests.of(content, container.digestsNeeded());
        Verdict verdict = desk.examine(container, digests, trust, Instant.now());
        if (verdict.status() != Indication.PASSED) {
            throw new IllegalStateException("the hub's path does not verify what it should: " + verdict.signatures());
        }
    }
}

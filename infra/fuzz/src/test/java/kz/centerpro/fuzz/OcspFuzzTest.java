package kz.centerpro.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import kz.centerpro.hub.certificate.EvidenceNeed;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.OcspAnswer;
import kz.centerpro.hub.certificate.OcspCodec;
import kz.centerpro.hub.certificate.TrustSnapshot;
import kz.centerpro.hub.certificate.VerificationPolicy;

/** Responses of OCSP as they come from the network and as containers bring them. */
final class OcspFuzzTest extends FuzzTarget {

    private final TrustSnapshot trust = trust();
    private final OcspCodec codec = new OcspCodec(VerificationPolicy.documents(), OcspCodec.NonceRule.MAY_BE_ABSENT);
    private final EvidenceNeed need = new EvidenceNeed(EvidenceNeed.Kind.OCSP, "alice", resource("alice.cer"),
            resource("root.cer"), List.of(), List.of(), List.of());

    @FuzzTest
    void endsInAValueOrARefusal(byte[] input) {
        tries(input, this::asked);
    }

    private void asked(byte[] input) throws MalformedSignature {
        boolean later = OcspCodec.asksToTryLater(input);
        OcspAnswer answer = codec.read(input, need, new byte[]{1, 2, 3, 4, 5, 6, 7, 8}, NOW, trust);
        if (later && answer.status() != OcspAnswer.Status.UNUSABLE) {
            throw new IllegalStateException("an answer from a responder that asks to try later: " + answer);
        }
        trust.withOcsp(input);
    }
}

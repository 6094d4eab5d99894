package kz.centerpro.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.TrustSnapshot;
import kz.centerpro.hub.certificate.VerificationPolicy;
import kz.centerpro.hub.signature.TimestampCodec;

/** Time-stamp tokens as signatures carry them, and responses as authorities send them. */
final class TimestampFuzzTest extends FuzzTarget {

    private static final byte[] STAMPED = {1, 2, 3};

    private final TrustSnapshot trust = trust();
    private final TimestampCodec codec = new TimestampCodec(VerificationPolicy.documents());

    @FuzzTest
    void endsInAValueOrARefusal(byte[] input) {
        tries(input, bytes -> {
            tokenAside(bytes);
            codec.read(bytes, DigestAlgorithm.SHA_256.digest(STAMPED), DigestAlgorithm.SHA_256, null, trust);
        });
    }

    /** What is no token may still be a response. */
    private void tokenAside(byte[] input) {
        try {
            codec.verify(input, STAMPED, trust);
        } catch (MalformedSignature refusal) {
            return;
        }
    }
}

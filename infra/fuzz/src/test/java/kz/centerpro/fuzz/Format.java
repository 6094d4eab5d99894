package kz.centerpro.fuzz;

import java.nio.charset.StandardCharsets;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.TrustSnapshot;
import kz.centerpro.hub.certificate.VerificationPolicy;
import kz.centerpro.hub.signature.ContentDigests;
import kz.centerpro.hub.signature.SignatureDesk;
import kz.centerpro.hub.signature.SignedContainer;
import kz.centerpro.hub.signature.Verdict;
import kz.centerpro.hub.verification.ReportWriter;
import kz.centerpro.hub.verification.VerificationConfiguration;

/** Signed files of every format, from the first byte to the report, as the public check reads them. */
final class Format {

    private static final byte[] CONTENT = "договор №1".getBytes(StandardCharsets.UTF_8);

    private final SignatureDesk desk = new SignatureDesk(FuzzTarget.BYTES_MAX, VerificationPolicy.archive(),
            VerificationConfiguration.formats());
    private final TrustSnapshot trust = FuzzTarget.trust();
    private final ReportWriter writer = new ReportWriter();

    void read(byte[] input) throws MalformedSignature {
        SignedContainer container = desk.read(input);
        ContentDigests content = container.detached()
                ? ContentDigests.of(CONTENT, container.digestsNeeded())
                : ContentDigests.none();
        Verdict verdict = desk.examine(container, content, trust, FuzzTarget.NOW);
        if (writer.write(verdict, "en").signatures().isEmpty()) {
            throw new IllegalStateException("a verdict about no signature");
        }
    }
}

package kz.centerpro.hub.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import kz.centerpro.contracts.party.SignatureRegime;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.TrustSnapshot;
import kz.centerpro.hub.certificate.VerificationPolicy;
import kz.centerpro.hub.pkitest.TestAuthority;
import kz.centerpro.hub.pkitest.TestKey;
import kz.centerpro.hub.signature.ContentDigests;
import kz.centerpro.hub.signature.SignatureDesk;
import kz.centerpro.hub.signature.SignatureReport;
import kz.centerpro.hub.signature.Verdict;

/** One authority, trusted, and what the desk says of documents signed under it. */
final class Verdicts {

    static final Instant NOW = Instant.parse("2026-06-01T10:00:00Z");
    static final SignatureDesk DESK = new SignatureDesk(SignatureDesk.BYTES_MAX, VerificationPolicy.documents(),
            List.of(new XmlFormat()));

    final TestAuthority root;

    Verdicts() {
        try {
            root = TestAuthority.root("Root", TestKey.ec());
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    TrustSnapshot trust() throws Exception {
        return TrustSnapshot.builder(1).anchor(root.certificate(), SignatureRegime.ES)
                .crl(root.crl(NOW.minus(Duration.ofDays(1)))).build();
    }

    Verdict of(byte[] xml) throws Exception {
        return DESK.examine(DESK.read(xml), ContentDigests.none(), trust(), NOW);
    }

    Verdict of(String xml) throws Exception {
        return of(xml.getBytes(StandardCharsets.UTF_8));
    }

    SignatureReport only(byte[] xml) throws Exception {
        Verdict verdict = of(xml);
        assertThat(verdict.signatures()).hasSize(1);
        return verdict.signatures().getFirst();
    }

    SignatureReport only(String xml) throws Exception {
        return only(xml.getBytes(StandardCharsets.UTF_8));
    }

    static List<XmlSignature> facts(byte[] xml) throws MalformedSignature {
        return SignatureReader.signatures(xml, SignatureDesk.BYTES_MAX);
    }
}

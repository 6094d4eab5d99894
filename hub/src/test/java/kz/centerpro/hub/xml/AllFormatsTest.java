package kz.centerpro.hub.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import kz.centerpro.contracts.party.SignatureRegime;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.Indication;
import kz.centerpro.hub.certificate.TrustSnapshot;
import kz.centerpro.hub.certificate.VerificationPolicy;
import kz.centerpro.hub.pkitest.TestAsic;
import kz.centerpro.hub.pkitest.TestAuthority;
import kz.centerpro.hub.pkitest.TestCms;
import kz.centerpro.hub.pkitest.TestKey;
import kz.centerpro.hub.pkitest.TestPdf;
import kz.centerpro.hub.signature.ContentDigests;
import kz.centerpro.hub.signature.SignatureDesk;
import kz.centerpro.hub.signature.SignedContainer;
import kz.centerpro.hub.signature.Verdict;
import kz.centerpro.hub.verification.VerificationConfiguration;
import org.junit.jupiter.api.Test;

/** The formats as the hub and {@code center verify} put them together: each file finds its reader. */
class AllFormatsTest {

    private static final Instant AT = Instant.parse("2026-06-01T10:00:00Z");
    private static final byte[] CONTRACT = "договор №1".getBytes(StandardCharsets.UTF_8);

    private final SignatureDesk desk = new SignatureDesk(SignatureDesk.BYTES_MAX, VerificationPolicy.offline(),
            VerificationConfiguration.formats());
    private final TestAuthority authority = TestAuthority.root("CN=Authority,C=KZ", TestKey.gost());
    private final TestAuthority.Holder alice = authority.signer("CN=Alice", TestKey.gost());

    AllFormatsTest() throws Exception {}

    private Verdict verdict(byte[] file, String format) throws Exception {
        TrustSnapshot trust = TrustSnapshot.builder(1).anchor(authority.certificate(), SignatureRegime.ES).build();
        SignedContainer container = desk.read(file);
        assertThat(container.format()).isEqualTo(format);
        return desk.examine(container, ContentDigests.none(), trust, AT);
    }

    @Test
    void readsEachByItsOwnReader() throws Exception {
        assertThat(verdict(TestCms.by(alice).build(), "CMS").status()).isEqualTo(Indication.PASSED);
        assertThat(verdict(TestXml.by(alice).enveloped().build(TestXml.DOCUMENT), "XMLDSIG").status())
                .isEqualTo(Indication.PASSED);
        assertThat(verdict(TestPdf.signed(TestPdf.plain(false), alice), "PDF").status()).isEqualTo(Indication.PASSED);
        assertThat(verdict(TestAsic.extended().file("a.txt", "1").signed(1, alice, "a.txt").build(), "ASiC-E")
                .status()).isEqualTo(Indication.PASSED);
    }

    @Test
    void readsXmlSignaturesInsideAContainer() throws Exception {
        assertThat(verdict(container(CONTRACT), "ASiC-E").status()).isEqualTo(Indication.PASSED);
        Verdict changed = verdict(container("другой".getBytes(StandardCharsets.UTF_8)), "ASiC-E");
        assertThat(changed.status()).isEqualTo(Indication.FAILED);
        assertThat(changed.signatures().getFirst().subIndication()).isEqualTo("HASH_FAILURE");
    }

    private byte[] container(byte[] contract) throws Exception {
        String reference = "<ds:Reference URI=\"contract.txt\"><ds:DigestMethod Algorithm=\""
                + "http://www.w3.org/2001/04/xmlenc#sha256\"/><ds:DigestValue>"
                + TestXml.base64(DigestAlgorithm.SHA_256.digest(CONTRACT)) + "</ds:DigestValue></ds:Reference>";
        byte[] signatures = TestXml.by(alice).advanced().rawReference(reference)
                .build("<asic:XAdESSignatures xmlns:asic=\"http://uri.etsi.org/02918/v1.2.1#\"/>");
        return TestAsic.extended().file("contract.txt", contract).file("META-INF/signatures0.xml", signatures).build();
    }
}

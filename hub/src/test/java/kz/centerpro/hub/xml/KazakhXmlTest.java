package kz.centerpro.hub.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import kz.centerpro.hub.certificate.Indication;
import kz.centerpro.hub.certificate.VerificationPolicy;
import kz.centerpro.hub.pkitest.SharedArtefacts;
import kz.centerpro.hub.signature.ContentDigests;
import kz.centerpro.hub.signature.SignatureDesk;
import kz.centerpro.hub.signature.SignatureReport;
import kz.centerpro.hub.signature.SignedContainer;
import kz.centerpro.hub.signature.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents signed by the national authority's own software, and by others for its users. */
class KazakhXmlTest {

    private static final SignatureDesk OFFLINE = new SignatureDesk(SignatureDesk.BYTES_MAX,
            VerificationPolicy.offline(), List.of(new XmlFormat()));

    private static SignatureReport only(byte[] xml, String at) throws Exception {
        Verdict verdict = OFFLINE.examine(OFFLINE.read(xml), ContentDigests.none(),
                SharedArtefacts.nationalAuthority().build(), Instant.parse(at));
        assertThat(verdict.signatures()).hasSize(1);
        return verdict.signatures().getFirst();
    }

    @ParameterizedTest
    @CsvSource({"ncanode_rsa_one_signer.xml,2021-06-01T00:00:00Z,SHA-256",
            "ncalayer-rs_kalkan_gost512_simple.xml,2026-11-01T00:00:00Z,2012-512"})
    void everySampleIsAuthentic(String name, String at, String scheme) throws Exception {
        SignatureReport report = only(SharedArtefacts.read("kz-pki/xml/" + name), at);
        assertThat(report.authenticity().status()).as("%s", report).isEqualTo(Indication.PASSED);
        assertThat(report.algorithm()).contains(scheme);
    }

    @Test
    void aSignerUnderTheAuthorityPasses() throws Exception {
        SignatureReport report = only(SharedArtefacts.read("kz-pki/xml/ncanode_rsa_one_signer.xml"),
                "2021-06-01T00:00:00Z");
        assertThat(report.status()).as("%s", report).isEqualTo(Indication.PASSED);
        assertThat(report.signer().iin()).isEqualTo("123456789011");
    }

    @Test
    void aKeyThatVouchesForItselfIsAuthenticAndNobodys() throws Exception {
        SignatureReport report = only(SharedArtefacts.read("kz-pki/xml/ncalayer-rs_kalkan_gost512_simple.xml"),
                "2026-11-01T00:00:00Z");
        assertThat(report.status()).isEqualTo(Indication.INDETERMINATE);
        assertThat(report.keyValidity().status()).isEqualTo(Indication.INDETERMINATE);
        assertThat(report.chain()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ncanode_rsa_one_signer.xml", "ncalayer-rs_kalkan_gost512_simple.xml"})
    void theFileIsTheDocumentAndNoLetterOfItMayChange(String name) throws Exception {
        byte[] xml = SharedArtefacts.read("kz-pki/xml/" + name);
        SignedContainer container = OFFLINE.read(xml);
        assertThat(container.attachedContent()).isEqualTo(xml);
        assertThat(container.format()).isEqualTo("XMLDSIG");
        String text = new String(xml, StandardCharsets.UTF_8);
        for (String[] change : new String[][]{{"test", "tess"}, {">1<", ">2<"}, {"attr=\"x\"", "attr=\"y\""},
                {"текст", "текстъ"}, {"<b", "<?pi?><b"}}) {
            if (text.contains(change[0])) {
                byte[] forged = text.replaceFirst(change[0], change[1]).getBytes(StandardCharsets.UTF_8);
                SignatureReport report = only(forged.clone(), "2021-06-01T00:00:00Z");
                assertThat(report.authenticity().subIndication()).isEqualTo("HASH_FAILURE");
            }
        }
    }
}

package kz.centerpro.hub.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import kz.centerpro.contracts.party.SignatureRegime;
import kz.centerpro.hub.certificate.Indication;
import kz.centerpro.hub.certificate.TrustSnapshot;
import kz.centerpro.hub.certificate.VerificationPolicy;
import kz.centerpro.hub.signature.CmsFormat;
import kz.centerpro.hub.signature.ContentDigests;
import kz.centerpro.hub.signature.SignatureDesk;
import kz.centerpro.hub.signature.SignatureReport;
import kz.centerpro.hub.signature.SignedContainer;
import kz.centerpro.hub.xml.XmlFormat;
import kz.centerpro.sandbox.trustcentre.KeyKind;
import kz.centerpro.sandbox.trustcentre.SignatureCheck;
import kz.centerpro.sandbox.trustcentre.TrustCentre;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the seal signs is judged by the rooms that judge everybody's signatures. */
class SealTest {

    private static final SignatureDesk DESK = new SignatureDesk(SignatureDesk.BYTES_MAX, VerificationPolicy.offline(),
            List.of(new XmlFormat(), new CmsFormat()));

    private static TrustCentre centre;

    @BeforeAll
    static void start() {
        centre = TrustCentre.startTemporary(Clock.systemUTC());
    }

    @AfterAll
    static void stop() {
        centre.close();
    }

    private static Seal seal(String person) {
        return new Seal(SealFile.read(centre.person(person).file(), TrustCentre.PASSWORD), Clock.systemUTC());
    }

    private static SignatureReport judged(byte[] signature, byte[] content) throws Exception {
        TrustSnapshot.Builder trust = TrustSnapshot.builder(1);
        for (KeyKind kind : List.of(KeyKind.GOST, KeyKind.RSA)) {
            trust.anchor(centre.root(kind).getEncoded(), SignatureRegime.EDS)
                    .intermediate(centre.intermediate(kind).getEncoded());
        }
        SignedContainer container = DESK.read(signature);
        return DESK.examine(container, ContentDigests.of(content, container.digestsNeeded()), trust.build(),
                Clock.systemUTC().instant()).signatures().getFirst();
    }

    @ParameterizedTest
    @ValueSource(strings = {"seal", "employee-b"})
    void signsContentAndTextWithGostAndRsa(String person) throws Exception {
        byte[] content = "Акт № 1".getBytes(StandardCharsets.UTF_8);
        SignatureReport report = judged(seal(person).cms(content), content);
        assertThat(report.authenticity().status()).as("%s", report).isEqualTo(Indication.PASSED);
        assertThat(report.signer().bin()).isEqualTo(centre.person(person).bin());
        assertThat(judged(seal(person).cms(content), "Акт № 2".getBytes(StandardCharsets.UTF_8)).authenticity()
                .status()).isEqualTo(Indication.FAILED);
        assertThat(SignatureCheck.passes(seal(person).certificate(), content, seal(person).sign(content))).isTrue();
        assertThat(SignatureCheck.passes(seal(person).certificate(), new byte[1], seal(person).sign(content)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"seal", "employee-b"})
    void signsXmlSoThatNoLetterOfItMayChange(String person) throws Exception {
        String signed = seal(person)
                .xml("<?xml version=\"1.0\"?><t xmlns=\"urn:esf\" b=\"2\" a='1'><!-- x --><n>Әлем</n><e/></t>");
        SignatureReport report = judged(signed.getBytes(StandardCharsets.UTF_8), new byte[0]);
        assertThat(report.authenticity().status()).as("%s", report).isEqualTo(Indication.PASSED);
        assertThat(judged(signed.replace("Әлем", "Элем").getBytes(StandardCharsets.UTF_8), new byte[0]).authenticity()
                .subIndication()).isEqualTo("HASH_FAILURE");
        assertThatThrownBy(() -> seal(person).xml("<!DOCTYPE t [<!ENTITY x 'y'>]><t>&x;</t>"))
                .isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wrong", ""})
    void aWrongPasswordStopsTheStart(String password) {
        assertThatThrownBy(() -> SealFile.read(centre.person("seal").file(), password))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("center.operator.seal.keystore");
    }
}

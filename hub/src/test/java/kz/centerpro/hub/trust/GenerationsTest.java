package kz.centerpro.hub.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import kz.centerpro.hub.certificate.CertificateReader;
import kz.centerpro.hub.certificate.Indication;
import kz.centerpro.hub.certificate.TrustSnapshot;
import kz.centerpro.hub.certificate.VerificationPolicy;
import kz.centerpro.hub.pkitest.SharedArtefacts;
import kz.centerpro.hub.pkitest.TestAuthority;
import kz.centerpro.hub.pkitest.TestCms;
import kz.centerpro.hub.pkitest.TestKey;
import kz.centerpro.hub.pkitest.TestList;
import kz.centerpro.hub.signature.ContentDigests;
import kz.centerpro.hub.signature.SignatureDesk;
import kz.centerpro.hub.signature.Verdict;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Anchors of several generations in one folder: each signature is judged under its own, at its own time. */
class GenerationsTest {

    private static final Instant SIGNED = Instant.parse("2019-05-06T07:08:09Z");
    private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");
    private static final SignatureDesk DESK = new SignatureDesk(SignatureDesk.BYTES_MAX,
            VerificationPolicy.documents());

    private final TestAuthority expired;
    private final TestAuthority present;
    private final TestAuthority.Holder alice;

    @TempDir
    Path folder = Path.of("");

    GenerationsTest() throws Exception {
        expired = generation("2015-07-27T00:00:00Z", "2025-07-27T00:00:00Z");
        present = generation("2022-06-15T00:00:00Z", "2045-09-08T00:00:00Z"); // of the same name, as roots are
        alice = expired.issue("CN=Alice", TestKey.ec(), SIGNED.minus(Duration.ofDays(30)),
                SIGNED.plus(Duration.ofDays(300)), TestAuthority.usage(KeyUsage.digitalSignature
                        | KeyUsage.nonRepudiation));
    }

    private static TestAuthority generation(String from, String to) throws Exception {
        TestKey key = TestKey.gost();
        TestAuthority.Holder self = TestAuthority.root("Generations", key).issue("CN=Generations", key,
                Instant.parse(from), Instant.parse(to), TestAuthority.authority(null),
                TestAuthority.usage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        return new TestAuthority(key, self.certificate(), TestAuthority.holder(self.certificate()).getSubject());
    }

    private TestAuthority.Holder stamps(Instant from, Instant to) throws Exception {
        return expired.issue("CN=Stamps", TestKey.ec(), from, to, TestAuthority.usage(KeyUsage.digitalSignature),
                TestAuthority.purposes(true, "1.3.6.1.5.5.7.3.8"));
    }

    private TrustSnapshot loaded(byte[] list) throws IOException {
        Files.write(folder.resolve("root-2015.cer"), expired.certificate());
        Files.write(folder.resolve("root-2022.cer"), present.certificate());
        Files.write(folder.resolve("list-2019.crl"), list);
        return files(List.of(folder), List.of(), List.of(folder)).read(1, NOW).build();
    }

    private static TrustFiles files(List<Path> anchors, List<Path> intermediates, List<Path> lists) {
        return new TrustFiles(new TrustProperties(anchors, List.of(), List.of(), List.of(), List.of(), intermediates,
                lists, List.of(), null,
                true, Duration.ofSeconds(4), Duration.ofMinutes(30), Duration.ofSeconds(15), false));
    }

    private Verdict examined(TrustSnapshot trust, Instant stamped) throws Exception {
        TestAuthority.Holder authority = stamps(SIGNED.minus(Duration.ofDays(400)), SIGNED.plus(Duration.ofDays(400)));
        byte[] cms = TestCms.by(alice).stamped(value -> TestCms.token(authority, value, stamped)).build();
        return DESK.examine(DESK.read(cms), ContentDigests.none(), trust, NOW);
    }

    @Test
    void aSignatureOf2019UnderAnExpiredRootHoldsAtItsProvenTime() throws Exception {
        TrustSnapshot trust = loaded(TestList.of(expired, SIGNED.minusSeconds(60)).number(1).build());
        assertThat(trust.anchors()).hasSize(2);
        Verdict verdict = examined(trust, SIGNED);
        assertThat(verdict.status()).as("%s", verdict).isEqualTo(Indication.PASSED);
        assertThat(verdict.signatures().getFirst().bestSignatureTime()).isEqualTo(SIGNED);
    }

    @Test
    void withoutAProofOfItsTimeOrAfterItsKeyEndedItDoesNot() throws Exception {
        TrustSnapshot trust = loaded(TestList.of(expired, SIGNED.minusSeconds(60)).number(1).build());
        byte[] bare = TestCms.by(alice).claiming(SIGNED).build();
        Verdict unproved = DESK.examine(DESK.read(bare), ContentDigests.none(), trust, NOW);
        assertThat(unproved.status()).isEqualTo(Indication.FAILED);
        assertThat(unproved.signatures().getFirst().subIndication()).isEqualTo("EXPIRED");
        assertThat(examined(trust, SIGNED.plus(Duration.ofDays(301))).signatures().getFirst().subIndication())
                .isEqualTo("EXPIRED");
        // A stamp made when its own authority's key had ended proves nothing either.
        assertThat(examined(trust, SIGNED.plus(Duration.ofDays(401))).status()).isEqualTo(Indication.FAILED);
    }

    @Test
    void whatWasRevokedAfterTheStampHoldsAndBeforeItDoesNot() throws Exception {
        TrustSnapshot later = loaded(TestList.of(expired, SIGNED.plus(Duration.ofDays(9))).number(2)
                .revoke(alice.serial(), SIGNED.plus(Duration.ofDays(3)), CRLReason.keyCompromise).build());
        assertThat(examined(later, SIGNED).status()).isEqualTo(Indication.PASSED);
        TrustSnapshot earlier = loaded(TestList.of(expired, SIGNED.plus(Duration.ofDays(9))).number(2)
                .revoke(alice.serial(), SIGNED.minus(Duration.ofDays(3)), CRLReason.keyCompromise).build());
        assertThat(examined(earlier, SIGNED).signatures().getFirst().subIndication()).isEqualTo("REVOKED");
    }

    @Test
    void aListOfTheNextGenerationSaysNothingOfThisOne() throws Exception {
        TrustSnapshot trust = loaded(TestList.of(present, Instant.parse("2022-06-16T00:00:00Z")).number(9).build());
        assertThat(examined(trust, SIGNED).status()).isEqualTo(Indication.INDETERMINATE);
    }

    /** The authority's real certificates: 2015 and 2018, 2020, 2022 together. */
    @ParameterizedTest
    @CsvSource({"nca_gost.cer,2019-05-06T00:00:00Z,true", "nca_gost.cer,2026-11-22T00:00:00Z,false",
            "nca_gost.cer,2018-01-01T00:00:00Z,false", "nca_rsa.cer,2019-05-06T00:00:00Z,true",
            "nca_rsa.cer,2025-08-01T00:00:00Z,false", "nca_gost_2022.cer,2026-11-22T00:00:00Z,true",
            "nca_gost_2022.cer,2019-05-06T00:00:00Z,false", "nca_rsa_2022.cer,2026-11-22T00:00:00Z,true",
            "ucgo_gost.cer,2026-11-22T00:00:00Z,true", "btsd_gost.cer,2020-01-01T00:00:00Z,false",
            "btsd_gost.cer,2026-11-22T00:00:00Z,true"})
    void chainsEveryGenerationOfTheNationalAuthority(String file, Instant at, boolean holds) throws Exception {
        List<Path> all = SharedArtefacts.files("kz-pki/ca");
        List<Path> roots = all.stream().filter(path -> path.getFileName().toString().startsWith("root")).toList();
        List<Path> others = all.stream().filter(path -> !roots.contains(path)).toList();
        TrustSnapshot trust = files(roots, others, List.of()).read(1, NOW).build();
        assertThat(CertificateReader.verifyCertificate(SharedArtefacts.read("kz-pki/ca/" + file), trust, at))
                .isEqualTo(holds);
    }

    @Test
    void saysWhichFileIsNotWhatItShouldBe() throws Exception {
        Files.writeString(folder.resolve("broken.crl"), "not a list");
        assertThatThrownBy(() -> files(List.of(), List.of(), List.of(folder)).read(1, NOW))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("broken.crl");
        Files.writeString(folder.resolve("broken.cer"), "not a certificate");
        assertThatThrownBy(() -> files(List.of(folder), List.of(), List.of()).read(1, NOW))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("broken.cer");
    }
}

package kz.centerpro.hub.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import kz.centerpro.contracts.party.SignatureRegime;
import kz.centerpro.hub.certificate.CertificateReader;
import kz.centerpro.hub.certificate.Indication;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.ParsedCertificate;
import kz.centerpro.hub.certificate.RevocationList;
import kz.centerpro.hub.certificate.TrustSnapshot;
import kz.centerpro.hub.certificate.VerificationPolicy;
import kz.centerpro.hub.pkitest.SharedArtefacts;
import kz.centerpro.hub.pkitest.TestAuthority;
import kz.centerpro.hub.pkitest.TestCms;
import kz.centerpro.hub.pkitest.TestKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the bytes, there is a verdict or a {@link MalformedSignature}, soon, and never another exception. */
class HostileBytesTest {

    private static final Instant NOW = Instant.parse("2026-06-01T10:00:00Z");
    private static final SignatureDesk DESK = new SignatureDesk(SignatureDesk.BYTES_MAX,
            VerificationPolicy.documents());

    private final TestAuthority root;
    private final TrustSnapshot trust;

    HostileBytesTest() throws Exception {
        root = TestAuthority.root("Root", TestKey.ec());
        trust = TrustSnapshot.builder(1).anchor(root.certificate(), SignatureRegime.ES).crl(root.crl(NOW)).build();
    }

    private boolean readable(byte[] bytes) {
        try {
            Verdict verdict = DESK.examine(DESK.read(bytes), ContentDigests.none(), trust, NOW);
            assertThat(verdict.signatures()).isNotEmpty();
            return verdict.status() == Indication.PASSED;
        } catch (MalformedSignature malformed) {
            assertThat(malformed.getMessage()).isNotBlank();
            return false;
        }
    }

    @Test
    void refusesEveryTruncation() throws Exception {
        byte[] whole = TestCms.by(root.signer("CN=Alice", TestKey.ec()))
                .stamped(value -> TestCms.token(stamper(), value, NOW)).build();
        assertThat(readable(whole)).isTrue();
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> DESK.read(cut)).isInstanceOf(MalformedSignature.class);
        }
    }

    private TestAuthority.Holder stamper() {
        try {
            return root.timestamper(TestKey.ec());
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void passesNoMutationOfWhatWasSigned(long seed) throws Exception {
        byte[] whole = TestCms.by(root.signer("CN=Alice", TestKey.ec())).build();
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            byte[] mutant = whole.clone();
            mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
            if (readable(mutant)) {
                assertThat(DESK.read(mutant).attachedContent()).isEqualTo(TestCms.CONTENT);
            }
        }
    }

    @Test
    void containsMutationsOfCertificatesListsAndResponses() throws Exception {
        byte[] list = root.crl(NOW, root.signer("CN=Bob", TestKey.ec()));
        TestAuthority.Holder alice = root.signer("CN=Alice", TestKey.ec());
        byte[] response = root.ocsp(alice, org.bouncycastle.cert.ocsp.CertificateStatus.GOOD, NOW, null,
                root.delegate(TestKey.ec()));
        Random random = new Random(4);
        for (int i = 0; i < 1000; i++) {
            tolerates(() -> trust.offered(RevocationList.fromAny(mutant(list, random))));
            tolerates(() -> trust.withOcsp(mutant(response, random)));
            tolerates(() -> CertificateReader.verifyCertificate(mutant(alice.certificate(), random), trust, NOW));
            tolerates(() -> CertificateReader.identify(mutant(alice.certificate(), random)));
        }
    }

    /** A step that may find the bytes malformed. */
    private interface Step {
        Object run() throws MalformedSignature;
    }

    private static void tolerates(Step step) {
        try {
            assertThat(step.run()).isNotNull();
        } catch (MalformedSignature malformed) {
            assertThat(malformed.getMessage()).isNotBlank();
        }
    }

    private static byte[] mutant(byte[] original, Random random) {
        byte[] mutant = original.clone();
        for (int i = 0; i <= random.nextInt(3); i++) {
            mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
        }
        return mutant;
    }

    @Test
    void refusesWhatIsNotASignedContainer() {
        List<byte[]> wrong = new ArrayList<>();
        for (String text : List.of("", " ", "hello", "0", "-----BEGIN CMS-----", "-----BEGIN CMS-----\nAAAA",
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", "MIIB", "////", "<xml/>")) {
            wrong.add(text.getBytes(StandardCharsets.UTF_8));
        }
        wrong.add(root.certificate());
        wrong.add(new byte[]{0x30, 0});
        wrong.add(new byte[]{0x30, (byte) 0x84, 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff});
        for (byte[] bytes : wrong) {
            assertThatThrownBy(() -> DESK.read(bytes)).isInstanceOf(MalformedSignature.class);
        }
    }

    @Test
    void survivesDeepNesting() {
        byte[] deep = new byte[200_000];
        for (int i = 0; i < deep.length - 1; i += 2) {
            deep[i] = 0x30;
            deep[i + 1] = (byte) 0x80;
        }
        assertThatThrownBy(() -> DESK.read(deep)).isInstanceOf(MalformedSignature.class);
    }

    @Test
    void refusesMoreThanItsBounds() throws Exception {
        TestAuthority.Holder alice = root.signer("CN=Alice", TestKey.ec());
        TestAuthority.Holder[] crowd = new TestAuthority.Holder[33];
        Arrays.fill(crowd, alice);
        assertThatThrownBy(() -> DESK.read(TestCms.by(crowd).build())).hasMessageContaining("33 signers");
        TestCms heavy = TestCms.by(alice);
        for (int i = 0; i < 64; i++) {
            heavy.with(alice.certificate());
        }
        assertThatThrownBy(() -> DESK.read(heavy.build())).hasMessageContaining("65 certificates");
        SignatureDesk small = new SignatureDesk(1000, VerificationPolicy.documents());
        assertThatThrownBy(() -> small.read(TestCms.by(alice).over(new byte[1000]).build()))
                .hasMessageContaining("more than 1000 bytes");
    }

    @Test
    void boundsTheWorkThatCandidatesOfOneNameCause() throws Exception {
        TestAuthority.Holder alice = root.below("Twin", TestKey.gost()).signer("CN=Alice", TestKey.gost());
        TestCms cms = TestCms.by(alice);
        for (int i = 0; i < 40; i++) {
            cms.with(TestAuthority.root("Twin", TestKey.gost()).certificate());
        }
        assertThat(readable(cms.build())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"corpora/fuzz-seeds/openssl-cms", "corpora/openssl-cms", "corpora/rfc4134"})
    void givesAVerdictOrARefusalForEveryStrangeContainer(String folder) throws Exception {
        for (Path file : SharedArtefacts.files(folder)) {
            byte[] bytes = Files.readAllBytes(file);
            long start = System.nanoTime();
            assertThat(readable(bytes)).as(file.toString()).isFalse();
            assertThat(System.nanoTime() - start).as(file.toString()).isLessThan(3_000_000_000L);
        }
    }

    @Test
    void readsOrRefusesEveryStrangeList() throws Exception {
        for (Path file : SharedArtefacts.files("corpora/fuzz-seeds/openssl-crl")) {
            byte[] bytes = Files.readAllBytes(file);
            tolerates(() -> {
                RevocationList list = RevocationList.fromAny(bytes);
                list.covers(ParsedCertificate.fromAny(root.certificate()));
                list.stillLists(ParsedCertificate.fromAny(root.certificate()));
                list.find(java.math.BigInteger.ONE);
                return list.isSignedBy(ParsedCertificate.fromAny(root.certificate()));
            });
        }
    }

    @Test
    void refusesAttributesThatAreMissingOrDoubled() {
        for (String name : List.of("no_ct_attr.cms", "no_md_attr.cms", "ct_multiple_attr.cms", "bad_signtime_attr.cms",
                "malformed.pkcs7")) {
            byte[] bytes = SharedArtefacts.read("corpora/openssl-cms/" + name);
            assertThatThrownBy(() -> DESK.read(bytes)).as(name).isInstanceOf(MalformedSignature.class);
        }
    }
}

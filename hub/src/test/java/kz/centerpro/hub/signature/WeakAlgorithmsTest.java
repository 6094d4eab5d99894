package kz.centerpro.hub.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import kz.centerpro.contracts.party.SignatureRegime;
import kz.centerpro.hub.certificate.CertificateReader;
import kz.centerpro.hub.certificate.Check;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.Indication;
import kz.centerpro.hub.certificate.Level;
import kz.centerpro.hub.certificate.OcspAnswer;
import kz.centerpro.hub.certificate.OcspCodec;
import kz.centerpro.hub.certificate.Question;
import kz.centerpro.hub.certificate.RevocationList;
import kz.centerpro.hub.certificate.TrustSnapshot;
import kz.centerpro.hub.certificate.VerificationPolicy;
import kz.centerpro.hub.pkitest.TestAuthority;
import kz.centerpro.hub.pkitest.TestAuthority.Holder;
import kz.centerpro.hub.pkitest.TestCms;
import kz.centerpro.hub.pkitest.TestKey;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Weak algorithms count for what is proved to be older than their end (ETSI EN 319 102-1, 5.2.8 and 5.6.2), wherever
 * they are used, and never under the policies for new documents.
 */
class WeakAlgorithmsTest {

    private static final Instant FROM = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2040-01-01T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-06-01T10:00:00Z");
    private static final Instant MD5_END = Instant.parse("2004-08-01T00:00:00Z");
    private static final Instant END = Instant.parse("2013-01-01T00:00:00Z");
    private static final Instant BEFORE = END.minusSeconds(1);
    private static final String FAILURE = "CRYPTO_CONSTRAINTS_FAILURE";
    private static final String NO_POE = "CRYPTO_CONSTRAINTS_FAILURE_NO_POE";

    private static final SignatureDesk ARCHIVE = desk(VerificationPolicy.archive());
    private static final SignatureDesk OFFLINE = desk(VerificationPolicy.offline());
    private static final SignatureDesk DOCUMENTS = desk(VerificationPolicy.documents());
    /** As for archives, and evidence of not being revoked is wanted. */
    private static final SignatureDesk EVIDENT = desk(VerificationPolicy.read("""
            {"name":"own","version":1,"description":"d","signerKeys":"NON_REPUDIATION","signingTime":"RECEIPT",
             "evidenceAge":"P40D","staleLists":false,"certificatePolicies":[],
             "algorithms":{"SHA_1":"2013-01-01","RSA_BELOW_2048":"2013-01-01"},
             "levels":{"PROOF_OF_TIME":"INFORM","SIGNING_RIGHT":"INFORM","TIMESTAMP":"WARN"}}"""
            .getBytes(StandardCharsets.UTF_8)));

    /** A key and what the report calls it. */
    record Weak(String name, Instant end, TestKey key) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Weak> KEYS = keys();

    private final TestAuthority root;
    private final Holder stamps;

    WeakAlgorithmsTest() throws Exception {
        root = TestAuthority.root("Root", TestKey.ec(), FROM, TO);
        stamps = stamper(root, TestKey.ec());
    }

    private static SignatureDesk desk(VerificationPolicy policy) {
        return new SignatureDesk(SignatureDesk.BYTES_MAX, policy);
    }

    private static List<Weak> keys() {
        try {
            return List.of(new Weak("MD5", MD5_END, md5()), new Weak("SHA-1", END, sha1()),
                    new Weak("SHA-1", END,
                            TestKey.ec("secp256r1", "SHA1withECDSA", "1.2.840.10045.4.1", DigestAlgorithm.SHA_1)),
                    new Weak("RSA < 2048", END, shortRsa()), new Weak("SHA-1, RSA < 2048", END,
                            TestKey.rsa(1024, "SHA1withRSA", "1.2.840.113549.1.1.5", DigestAlgorithm.SHA_1)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static List<Weak> weak() {
        return KEYS;
    }

    private static TestKey md5() throws GeneralSecurityException {
        return TestKey.rsa(2048, "MD5withRSA", "1.2.840.113549.1.1.4", DigestAlgorithm.MD5);
    }

    private static TestKey sha1() throws GeneralSecurityException {
        return TestKey.rsa(2048, "SHA1withRSA", "1.2.840.113549.1.1.5", DigestAlgorithm.SHA_1);
    }

    private static TestKey shortRsa() throws GeneralSecurityException {
        return TestKey.rsa(1024, "SHA256withRSA", "1.2.840.113549.1.1.11");
    }

    private static Holder signer(TestAuthority authority, TestKey key, Instant from) throws Exception {
        return authority.issue("CN=Alice", key, from, TO,
                TestAuthority.usage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation));
    }

    private static Holder stamper(TestAuthority authority, TestKey key) throws Exception {
        return authority.issue("CN=Stamps", key, FROM, TO, TestAuthority.usage(KeyUsage.digitalSignature),
                TestAuthority.purposes(true, "1.3.6.1.5.5.7.3.8"));
    }

    private TrustSnapshot.Builder trusting(TestAuthority anchor) throws Exception {
        return TrustSnapshot.builder(1).anchor(anchor.certificate(), SignatureRegime.ES)
                .tsaAnchor(root.certificate());
    }

    private static SignatureReport judged(SignatureDesk desk, TestCms cms, TrustSnapshot trust, Instant received)
            throws Exception {
        Verdict verdict = desk.examine(desk.read(cms.build()), ContentDigests.none(), trust, received);
        assertThat(verdict.signatures()).hasSize(1);
        assertThat(verdict.status()).isEqualTo(verdict.signatures().getFirst().status());
        return verdict.signatures().getFirst();
    }

    private static Check asked(SignatureReport report, Question question) {
        return report.checks().stream().filter(check -> check.question() == question).findFirst()
                .orElseThrow(() -> new AssertionError(question + " was not asked: " + report));
    }

    private static TestCms stamped(TestCms cms, Holder by, @Nullable Instant at) {
        return at == null ? cms : cms.stamped(value -> TestCms.token(by, value, at));
    }

    // -- the signature's own algorithms --------------------------------------------------------------------------

    /** Every policy, proof and claim around the end, against the rule written down once more. */
    @ParameterizedTest
    @MethodSource("weak")
    void countsASignatureThatIsProvedToBeOlder(Weak weak) throws Exception {
        Holder alice = signer(root, weak.key(), FROM);
        TrustSnapshot trust = trusting(root).build();
        Instant end = weak.end();
        List<Instant> moments = List.of(end.minusSeconds(1), end, end.plusSeconds(86_400));
        int asked = 0;
        for (Instant claimed : List.of(end.minusSeconds(1), end)) {
            for (Instant stamp : Arrays.asList(null, moments.get(0), moments.get(1), moments.get(2))) {
                TestCms cms = stamped(TestCms.by(alice).claiming(claimed), stamps, stamp);
                for (Instant received : List.of(moments.get(0), moments.get(1), NOW)) {
                    boolean older = received.isBefore(end) || (stamp != null && stamp.isBefore(end));
                    String sub = older ? "" : claimed.isBefore(end) ? NO_POE : FAILURE;
                    for (SignatureDesk desk : List.of(ARCHIVE, OFFLINE)) {
                        SignatureReport report = judged(desk, cms, trust, received);
                        assertThat(report.subIndication()).as("claimed %s stamped %s received %s: %s", claimed, stamp,
                                received, report).isEqualTo(sub);
                        assertThat(report.status())
                                .isEqualTo(older ? Indication.PASSED : Indication.INDETERMINATE);
                        assertThat(report.authenticity().status()).isEqualTo(report.status());
                        assertThat(report.keyValidity().status()).isEqualTo(Indication.PASSED);
                        Check check = asked(report, Question.ALGORITHMS);
                        assertThat(check.level()).isEqualTo(Level.FAIL);
                        assertThat(check.facts()).containsEntry("algorithm", weak.name()).containsEntry("until",
                                end.toString().substring(0, 10));
                        asked++;
                    }
                    SignatureReport document = judged(DOCUMENTS, cms, trust, received);
                    assertThat(document.status()).isEqualTo(Indication.FAILED);
                    assertThat(document.subIndication()).isEqualTo(FAILURE);
                    assertThat(asked(document, Question.ALGORITHMS).facts()).doesNotContainKey("until");
                }
            }
        }
        assertThat(asked).isEqualTo(2 * 4 * 3 * 2);
    }

    @ParameterizedTest
    @MethodSource("weak")
    void stillFailsWhenTheContentOrTheKeyIsAnother(Weak weak) throws Exception {
        Holder alice = signer(root, weak.key(), FROM);
        TrustSnapshot trust = trusting(root).build();
        SignedContainer container = ARCHIVE.read(TestCms.by(alice).detached().build());
        ContentDigests wrong = ContentDigests.of(new byte[]{1}, container.digestsNeeded());
        for (Instant received : List.of(weak.end().minusSeconds(1), NOW)) {
            SignatureReport other = ARCHIVE.examine(container, wrong, trust, received).signatures().getFirst();
            assertThat(other.status()).isEqualTo(Indication.FAILED);
            assertThat(other.subIndication()).isEqualTo("HASH_FAILURE");
            TestKey forging = new TestKey(weak.key().info(), weak.key().signatureId(), weak.key().digest(),
                    weak.key().digestId(), message -> {
                        byte[] value = weak.key().sign(message);
                        value[value.length - 1] ^= 1;
                        return value;
                    });
            SignatureReport forged = judged(ARCHIVE, TestCms.by(new Holder(forging, alice.certificate())), trust,
                    received);
            assertThat(forged.status()).isEqualTo(Indication.FAILED);
            assertThat(forged.subIndication()).isEqualTo("SIG_CRYPTO_FAILURE");
        }
    }

    @Test
    void refusesMixesAndWhatIsWeakerThanEverCounted() throws Exception {
        TrustSnapshot trust = trusting(root).build();
        Holder rsa = signer(root, TestKey.rsa(), FROM);
        Holder ec = signer(root, TestKey.ec(), FROM);
        Holder tiny = signer(root, TestKey.rsa(1023, "SHA256withRSA", "1.2.840.113549.1.1.11"), FROM);
        Instant early = FROM.plusSeconds(60);
        for (TestCms wrong : List.of(TestCms.by(rsa).digestNamed("1.2.840.113549.2.5"),
                TestCms.by(rsa).signatureNamed("1.2.840.113549.1.1.4"),
                TestCms.by(rsa).digestNamed("1.3.14.3.2.26"), TestCms.by(tiny),
                TestCms.by(ec).signatureNamed("1.2.840.10045.2.1").digestNamed("1.2.840.113549.2.5"))) {
            SignatureReport report = judged(OFFLINE, wrong, trust, early);
            assertThat(report.status()).as("%s", report).isEqualTo(Indication.FAILED);
            assertThat(report.subIndication()).isEqualTo(FAILURE);
        }
    }

    // -- certificates --------------------------------------------------------------------------------------------

    @ParameterizedTest
    @MethodSource("weak")
    void countsACertificateThatTheStampedSignatureNames(Weak weak) throws Exception {
        TestAuthority authority = TestAuthority.root("Weak", weak.key(), FROM, TO);
        TrustSnapshot trust = trusting(authority).build();
        Holder alice = signer(authority, TestKey.ec(), FROM);
        Instant before = weak.end().minusSeconds(1);
        SignatureReport older = judged(ARCHIVE, stamped(TestCms.by(alice), stamps, before), trust, NOW);
        assertThat(older.status()).as("%s", older).isEqualTo(Indication.PASSED);
        assertThat(asked(older, Question.PATH_ALGORITHMS).facts()).containsEntry("algorithm", weak.name());
        assertThat(asked(older, Question.ALGORITHMS).facts()).isEmpty();
        SignatureReport open = judged(ARCHIVE, stamped(TestCms.by(alice), stamps, weak.end()), trust, NOW);
        assertThat(open.subIndication()).isEqualTo(NO_POE);
        assertThat(open.authenticity().status()).isEqualTo(Indication.PASSED);
        assertThat(open.keyValidity().status()).isEqualTo(Indication.INDETERMINATE);
        Holder late = signer(authority, TestKey.ec(), weak.end());
        assertThat(judged(ARCHIVE, TestCms.by(late), trust, NOW).subIndication()).isEqualTo(FAILURE);
        SignatureReport document = judged(DOCUMENTS, stamped(TestCms.by(alice), stamps, before), trust, NOW);
        assertThat(document.status()).isEqualTo(Indication.FAILED);
        assertThat(document.subIndication()).isEqualTo(FAILURE);
    }

    /** What was signed does not name the authorities above, so a stamp over it says nothing of when they were made. */
    @Test
    void countsAnAuthorityOnlyWhereItIsListedOrWasReceivedInTime() throws Exception {
        TestAuthority weakRoot = TestAuthority.root("Weak", sha1(), FROM, TO);
        TestAuthority issuer = weakRoot.below("Issuer", TestKey.ec(), FROM, TO);
        TestCms cms = stamped(TestCms.by(signer(issuer, TestKey.ec(), FROM)).with(issuer.certificate()), stamps,
                BEFORE);
        TrustSnapshot brought = trusting(weakRoot).build();
        TrustSnapshot listed = trusting(weakRoot).intermediate(issuer.certificate()).build();
        assertThat(judged(ARCHIVE, cms, brought, NOW).subIndication()).isEqualTo(NO_POE);
        assertThat(judged(OFFLINE, cms, brought, BEFORE).status()).isEqualTo(Indication.PASSED);
        assertThat(judged(ARCHIVE, cms, listed, NOW).status()).isEqualTo(Indication.PASSED);
        assertThat(judged(DOCUMENTS, cms, listed, NOW).subIndication()).isEqualTo(FAILURE);
    }

    @Test
    void asksNothingOfTheAnchorsOwnSignature() throws Exception {
        TestKey key = TestKey.rsa();
        TestAuthority anchor = TestAuthority.root("Anchor", sha1(), FROM, TO);
        TestAuthority pinned = new TestAuthority(key, anchor.below("Pinned", key, FROM, TO).certificate(),
                new X500Name("CN=Pinned"));
        TrustSnapshot trust = trusting(pinned).crl(pinned.crl(NOW)).build();
        assertThat(judged(DOCUMENTS, TestCms.by(signer(pinned, TestKey.ec(), FROM)), trust, NOW).status())
                .isEqualTo(Indication.PASSED);
    }

    /**
     * The same authority certified twice, by SHA-1 and later by SHA-256: whichever comes first, the strong one serves.
     */
    @Test
    void prefersAPathOfStrongAlgorithms() throws Exception {
        TestAuthority old = TestAuthority.root("Old", sha1(), FROM, TO);
        TestKey key = TestKey.ec();
        TestAuthority weakly = old.below("Issuer", key, FROM, TO);
        TestAuthority strongly = root.below("Issuer", key, FROM, TO);
        TestCms cms = TestCms.by(signer(strongly, TestKey.ec(), FROM)).with(weakly.certificate())
                .with(strongly.certificate());
        TrustSnapshot trust = trusting(old).anchor(root.certificate(), SignatureRegime.ES).crl(strongly.crl(NOW))
                .build();
        for (int i = 0; i < 2; i++) {
            SignatureReport report = judged(DOCUMENTS, cms, trust, NOW);
            assertThat(report.status()).as("%s", report).isEqualTo(Indication.PASSED);
            assertThat(report.chain().getLast().subject()).isEqualTo("CN=Root");
        }
    }

    @Test
    void remembersNoWeakPathAsAStrongOne() throws Exception {
        TestAuthority authority = TestAuthority.root("Weak", sha1(), FROM, TO);
        TrustSnapshot trust = trusting(authority).build();
        TestCms cms = stamped(TestCms.by(signer(authority, TestKey.ec(), FROM)), stamps, BEFORE);
        byte[] certificate = signer(authority, TestKey.ec(), FROM).certificate();
        for (int i = 0; i < 2; i++) {
            assertThat(judged(ARCHIVE, cms, trust, NOW).status()).isEqualTo(Indication.PASSED);
            assertThat(judged(DOCUMENTS, cms, trust, NOW).status()).isEqualTo(Indication.FAILED);
            assertThat(CertificateReader.verifyCertificate(certificate, trust, NOW)).isFalse();
            assertThat(CertificateReader.evidenceNeed(certificate, trust, NOW)).isEmpty();
        }
    }

    // -- evidence of not being revoked ---------------------------------------------------------------------------

    /** Evidence that the authority signs with SHA-1, at that time; the certificates are signed with SHA-256. */
    interface Proof {
        TrustSnapshot.Builder of(Evidenced people, TrustSnapshot.Builder trust, Instant at) throws Exception;
    }

    /** An authority that signs certificates strongly and evidence weakly, and one of its signers. */
    record Evidenced(TestAuthority authority, TestAuthority weakly, Holder alice, Holder responder) {

        static Evidenced made() throws Exception {
            List<TestKey> keys = TestKey.rsaOfBothAges();
            TestAuthority authority = TestAuthority.root("Authority", keys.getFirst(), FROM, TO);
            TestAuthority weakly = new TestAuthority(keys.getLast(), authority.certificate(), authority.name());
            Holder responder = authority.issue("CN=Responder", sha1(), FROM, TO,
                    TestAuthority.usage(KeyUsage.digitalSignature), TestAuthority.purposes(false, "1.3.6.1.5.5.7.3.9"));
            return new Evidenced(authority, weakly, signer(authority, TestKey.ec(), FROM), responder);
        }
    }

    static List<Proof> proofs() {
        return List.of((people, trust, at) -> trust.crl(people.weakly().crl(at)),
                (people, trust, at) -> trust.ocsp(people.weakly().ocsp(people.alice(), CertificateStatus.GOOD, at, null,
                        people.weakly().self())),
                (people, trust, at) -> trust.ocsp(people.authority().ocsp(people.alice(), CertificateStatus.GOOD, at,
                        null, people.responder())),
                (people, trust, at) -> trust.ocsp(people.authority().ocsp(people.alice(), CertificateStatus.GOOD, at,
                        null, certified(people))));
    }

    /** A responder with a strong key whose certificate is signed with SHA-1. */
    private static Holder certified(Evidenced people) throws Exception {
        return people.weakly().issue("CN=Responder", TestKey.ec(), FROM, TO,
                TestAuthority.usage(KeyUsage.digitalSignature), TestAuthority.purposes(false, "1.3.6.1.5.5.7.3.9"));
    }

    @ParameterizedTest
    @MethodSource("proofs")
    void countsEvidenceThatWasReceivedInTime(Proof proof) throws Exception {
        Evidenced people = Evidenced.made();
        TestCms cms = TestCms.by(people.alice()).claiming(BEFORE);
        TrustSnapshot inTime = proof.of(people, trusting(people.authority()), BEFORE).build();
        SignatureReport older = judged(EVIDENT, cms, inTime, BEFORE);
        assertThat(older.status()).as("%s", older).isEqualTo(Indication.PASSED);
        assertThat(asked(older, Question.REVOCATION_EVIDENCE).facts()).containsEntry("algorithm", "SHA-1")
                .containsEntry("until", "2013-01-01");
        SignatureReport late = judged(EVIDENT, cms, inTime, END);
        assertThat(late.status()).isEqualTo(Indication.INDETERMINATE);
        assertThat(late.subIndication()).isEqualTo(NO_POE);
        assertThat(late.evidence()).isEmpty();
        SignatureReport archived = judged(OFFLINE, cms, inTime, END);
        assertThat(archived.status()).isEqualTo(Indication.PASSED);
        assertThat(asked(archived, Question.REVOCATION_EVIDENCE).warns()).isTrue();
        TrustSnapshot after = proof.of(people, trusting(people.authority()), END).build();
        assertThat(judged(EVIDENT, cms, after, END).subIndication()).isEqualTo(FAILURE);
        assertThat(judged(EVIDENT, cms, after, BEFORE).subIndication()).as("it is from after the receipt")
                .isEqualTo(FAILURE);
    }

    @ParameterizedTest
    @MethodSource("proofs")
    void waitsForBetterEvidenceOfDocuments(Proof proof) throws Exception {
        Evidenced people = Evidenced.made();
        TrustSnapshot trust = proof.of(people, trusting(people.authority()), NOW).build();
        Verdict verdict = DOCUMENTS.examine(DOCUMENTS.read(TestCms.by(people.alice()).build()), ContentDigests.none(),
                trust, NOW);
        assertThat(verdict.status()).isEqualTo(Indication.INDETERMINATE);
        assertThat(verdict.signatures().getFirst().subIndication()).isEqualTo("TRY_LATER");
        assertThat(verdict.signatures().getFirst().keyValidity().reason()).contains("SHA-1");
        assertThat(verdict.missing()).hasSize(1);
    }

    @Test
    void believesARevocationWhateverItRestsOn() throws Exception {
        Evidenced people = Evidenced.made();
        Holder alice = people.alice();
        Instant revoked = BEFORE.minusSeconds(60);
        TrustSnapshot listed = trusting(people.authority())
                .crl(people.weakly().crl(NOW, revoked, CRLReason.keyCompromise, alice)).build();
        for (SignatureDesk desk : List.of(ARCHIVE, OFFLINE, EVIDENT, DOCUMENTS)) {
            assertThat(judged(desk, TestCms.by(alice), listed, NOW).subIndication()).isEqualTo("REVOKED");
        }
        TestCms older = stamped(TestCms.by(alice), stamps, revoked.minusSeconds(60));
        TrustSnapshot trust = trusting(people.authority())
                .crl(people.weakly().crl(NOW, revoked, CRLReason.cessationOfOperation, alice)).build();
        SignatureReport later = judged(EVIDENT, older, trust, NOW);
        assertThat(later.subIndication()).as("a weak list that tells of a later revocation proves no earlier state")
                .isEqualTo(FAILURE);
        assertThat(later.revocation()).isNotNull();
    }

    @Test
    void takesNoWeakEvidenceFromTheNetwork() throws Exception {
        Evidenced people = Evidenced.made();
        TrustSnapshot trust = trusting(people.authority()).build();
        byte[] list = people.weakly().crl(NOW);
        assertThat(trust.offered(RevocationList.fromAny(list)).refusal()).contains("no known authority signed");
        assertThat(CertificateReader.describeList(list, people.authority().certificate()).signedByIssuer()).isFalse();
        var need = CertificateReader.evidenceNeed(people.alice().certificate(), trust, NOW).orElseThrow();
        OcspCodec codec = new OcspCodec(VerificationPolicy.archive(), OcspCodec.NonceRule.MAY_BE_ABSENT);
        for (Holder responder : List.of(people.weakly().self(), people.responder(), certified(people))) {
            byte[] answer = people.authority().ocsp(people.alice(), CertificateStatus.GOOD, NOW, null, responder);
            for (int i = 0; i < 2; i++) {
                OcspAnswer read = codec.read(answer, need, null, NOW, trust);
                assertThat(read.status()).isEqualTo(OcspAnswer.Status.UNUSABLE);
                assertThat(read.reason()).contains("SHA-1");
            }
        }
    }

    // -- time-stamps ---------------------------------------------------------------------------------------------

    static Stream<Arguments> weakStamps() throws Exception {
        TestAuthority strong = TestAuthority.root("Root of stamps", TestKey.ec(), FROM, TO);
        TestAuthority weakly = TestAuthority.root("Weak root of stamps", sha1(), FROM, TO);
        Holder usual = stamper(strong, TestKey.ec());
        return Stream.concat(
                tokens(strong).stream(),
                Stream.of(Arguments.of("SHA-1", END, strong, usual, DigestAlgorithm.SHA_1),
                        Arguments.of("MD5", MD5_END, strong, usual, DigestAlgorithm.MD5),
                        Arguments.of("SHA-1", END, weakly, stamper(weakly, TestKey.ec()), DigestAlgorithm.SHA_256)));
    }

    private static List<Arguments> tokens(TestAuthority strong) throws Exception {
        List<Arguments> tokens = new ArrayList<>();
        for (Weak weak : KEYS) {
            tokens.add(Arguments.of(weak.name(), weak.end(), strong, stamper(strong, weak.key()),
                    DigestAlgorithm.SHA_256));
        }
        return tokens;
    }

    /** Whatever time a weak token states: who can forge it today can date it. */
    @ParameterizedTest
    @MethodSource("weakStamps")
    void aWeakTokenProvesATimeOnlyWhenItWasReceivedBeforeItsEnd(String name, Instant end, TestAuthority anchor,
            Holder authority, DigestAlgorithm imprint) throws Exception {
        Instant stated = end.minus(Duration.ofDays(2));
        Holder alice = signer(root, TestKey.ec(), FROM);
        TestCms cms = TestCms.by(alice)
                .stamped(value -> TestCms.token(authority, value, stated, null, imprint));
        TrustSnapshot trust = TrustSnapshot.builder(1).anchor(root.certificate(), SignatureRegime.ES)
                .tsaAnchor(anchor.certificate()).build();
        SignatureReport inTime = judged(OFFLINE, cms, trust, end.minusSeconds(1));
        assertThat(inTime.bestSignatureTime()).as("%s", inTime).isEqualTo(stated);
        assertThat(asked(inTime, Question.TIMESTAMP).facts()).containsEntry("algorithm", name).containsEntry("until",
                end.toString().substring(0, 10));
        SignatureReport late = judged(OFFLINE, cms, trust, end);
        assertThat(late.bestSignatureTime()).isEqualTo(end);
        assertThat(asked(late, Question.TIMESTAMP).subIndication()).isEqualTo(NO_POE);
        assertThat(asked(late, Question.TIMESTAMP).facts()).containsEntry("algorithm", name);
        assertThat(Objects.requireNonNull(late.timestamp()).status()).isEqualTo(Indication.INDETERMINATE);
        assertThat(late.evidence()).isEmpty();
        TestCms after = TestCms.by(alice).stamped(value -> TestCms.token(authority, value, end, null, imprint));
        Check made = asked(judged(OFFLINE, after, trust, NOW), Question.TIMESTAMP);
        assertThat(made.answer()).isEqualTo(Indication.INDETERMINATE);
        assertThat(made.subIndication()).startsWith(FAILURE);
        SignatureReport document = judged(DOCUMENTS, cms, trust, end.minusSeconds(1));
        assertThat(document.bestSignatureTime()).isEqualTo(end.minusSeconds(1));
        assertThat(asked(document, Question.TIMESTAMP).answer()).isEqualTo(Indication.FAILED);
    }

    @Test
    void aStrongTokenBesideAWeakOneProvesTheTime() throws Exception {
        Weak weak = KEYS.get(1);
        Holder alice = signer(root, weak.key(), FROM);
        Holder weakly = stamper(root, weak.key());
        TrustSnapshot trust = trusting(root).build();
        assertThat(judged(ARCHIVE, stamped(TestCms.by(alice), weakly, BEFORE), trust, NOW).subIndication())
                .as("weak over weak").isEqualTo(FAILURE);
        assertThat(judged(ARCHIVE, stamped(TestCms.by(alice).claiming(BEFORE), weakly, BEFORE), trust, NOW)
                .subIndication()).isEqualTo(NO_POE);
        assertThat(judged(ARCHIVE, stamped(TestCms.by(alice), stamps, BEFORE), trust, NOW).status())
                .isEqualTo(Indication.PASSED);
    }
}

package kz.centerpro.hub.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import kz.centerpro.contracts.party.SignatureRegime;
import kz.centerpro.contracts.party.SignerRole;
import kz.centerpro.hub.certificate.Check;
import kz.centerpro.hub.certificate.CheckResult;
import kz.centerpro.hub.certificate.Der;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.Evidence;
import kz.centerpro.hub.certificate.EvidenceNeed;
import kz.centerpro.hub.certificate.Indication;
import kz.centerpro.hub.certificate.Level;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.OcspResponse;
import kz.centerpro.hub.certificate.ParsedCertificate;
import kz.centerpro.hub.certificate.Question;
import kz.centerpro.hub.certificate.Revocation;
import kz.centerpro.hub.certificate.RevocationList;
import kz.centerpro.hub.certificate.SignerIdentity;
import kz.centerpro.hub.certificate.TrustSnapshot;
import kz.centerpro.hub.certificate.VerificationPolicy;
import kz.centerpro.hub.pkitest.TestAuthority;
import kz.centerpro.hub.pkitest.TestCms;
import kz.centerpro.hub.pkitest.TestKey;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the judge makes of facts: facts are stated here, so that every one can be had by itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignerJudgeTest {

    private static final Instant NOW = Instant.parse("2026-06-01T10:00:00Z");
    private static final Instant ENDED = NOW.minus(Duration.ofDays(1));
    private static final Duration DAY = Duration.ofDays(1);
    private static final byte[] VALUE = {1, 2, 3};

    private final TestKey key = TestKey.ec();
    private final TestAuthority root = TestAuthority.root("Root", TestKey.ec());
    private final TestAuthority issuer = root.below("Issuer", TestKey.ec());
    private final TestAuthority.Holder alice = issuer.signer("CN=Alice", key);
    private final TestAuthority.Holder bob = issuer.signer("CN=Bob", key);
    private final TestAuthority.Holder former = issuer.issue("CN=Former", key, NOW.minus(Duration.ofDays(9)), ENDED,
            TestAuthority.usage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation));
    private final TestAuthority.Holder stamper = issuer.timestamper(TestKey.ec());

    SignerJudgeTest() throws Exception {}

    /** A signature as some format told it. */
    private record Told(CheckResult check, TestAuthority.@Nullable Holder holder, @Nullable Instant claimedSigningTime,
            List<Stamp> timestamps, List<OcspResponse> responses, List<RevocationList> lists,
            List<Told> countersignatures, List<String> remarks) implements SignatureFacts {

        static Told by(TestAuthority.@Nullable Holder holder) {
            return new Told(CheckResult.passed(), holder, null, List.of(), List.of(), List.of(), List.of(), List.of());
        }

        Told answering(CheckResult other) {
            return new Told(other, holder, claimedSigningTime, timestamps, responses, lists, countersignatures,
                    remarks);
        }

        Told claiming(Instant time) {
            return new Told(check, holder, time, timestamps, responses, lists, countersignatures, remarks);
        }

        Told stamped(byte[]... tokens) {
            List<Stamp> stamps = Arrays.stream(tokens).map(token -> new Stamp(token, digest -> digest.digest(VALUE)))
                    .toList();
            return new Told(check, holder, claimedSigningTime, stamps, responses, lists, countersignatures, remarks);
        }

        Told countersigned(List<Told> over) {
            return new Told(check, holder, claimedSigningTime, timestamps, responses, lists, over, remarks);
        }

        Told remarking(String... words) {
            return new Told(check, holder, claimedSigningTime, timestamps, responses, lists, countersignatures,
                    List.of(words));
        }

        Told bringing(byte[] list) throws MalformedSignature {
            return new Told(check, holder, claimedSigningTime, timestamps, responses,
                    List.of(RevocationList.fromAny(list)), countersignatures, remarks);
        }

        @Override
        public String algorithm() {
            return "1.2.3";
        }

        @Override
        public Set<DigestAlgorithm> digestsNeeded() {
            return Set.of();
        }

        @Override
        public Authenticity authenticity(List<ParsedCertificate> known, ContentDigests content)
                throws MalformedSignature {
            if (check.subIndication().equals("BROKEN")) {
                throw new MalformedSignature("cut off");
            }
            if (check.subIndication().equals("CRASH")) {
                throw new IllegalStateException("deep inside");
            }
            return new Authenticity(check, "ECDSA",
                    holder == null ? null : ParsedCertificate.fromDer(holder.certificate()));
        }
    }

    private TrustSnapshot.Builder trusting(SignatureRegime regime) throws Exception {
        return TrustSnapshot.builder(1).anchor(root.certificate(), regime).intermediate(issuer.certificate());
    }

    private TrustSnapshot trusted() throws Exception {
        return trusting(SignatureRegime.EDS).crl(issuer.crl(NOW.minus(DAY))).build();
    }

    /** The levels of the policy for documents, but for those named. */
    private static VerificationPolicy policy(String signingTime, String levels) {
        return VerificationPolicy.read("""
                {"name":"own","version":3,"description":"","signerKeys":"NON_REPUDIATION","signingTime":"%s",
                 "evidenceAge":"PT15M","staleLists":false,"certificatePolicies":[],"levels":{"PROOF_OF_TIME":"INFORM",
                 "COVERAGE":"WARN","TIMESTAMP":"WARN","SIGNING_RIGHT":"INFORM"%s}}"""
                .formatted(signingTime, levels).getBytes(StandardCharsets.UTF_8));
    }

    private static final VerificationPolicy RECEIPT = policy("RECEIPT", ",\"COUNTERSIGNATURES\":\"WARN\"");
    private static final VerificationPolicy WITHIN = policy("WITHIN_VALIDITY", "");

    private static Verdict verdict(VerificationPolicy policy, TrustSnapshot trust, Instant at, Told... told) {
        SignedContainer container = new SignedContainer("TOLD", null, List.of(), List.of(told), List.of());
        return new SignatureDesk(1, policy).examine(container, ContentDigests.none(), trust, at);
    }

    private static SignatureReport report(VerificationPolicy policy, TrustSnapshot trust, Told told) {
        return verdict(policy, trust, NOW, told).signatures().getFirst();
    }

    private static Check answer(SignatureReport report, Question question) {
        return report.checks().stream().filter(check -> check.question() == question).findFirst().orElseThrow();
    }

    @Test
    void passesWhatIsAuthenticUnderAGoodKeyAndTellsEveryAnswer() throws Exception {
        Verdict verdict = verdict(RECEIPT, trusted(), NOW, Told.by(alice));
        assertThat(verdict.status()).isEqualTo(Indication.PASSED);
        assertThat(verdict.format()).isEqualTo("TOLD");
        assertThat(verdict.policyVersion()).isEqualTo("own-3");
        assertThat(verdict.missing()).isEmpty();
        SignatureReport report = verdict.signatures().getFirst();
        assertThat(report.status()).isEqualTo(Indication.PASSED);
        assertThat(report.subIndication()).isEmpty();
        assertThat(report.algorithm()).isEqualTo("ECDSA");
        assertThat(report.authenticity()).isEqualTo(CheckResult.passed());
        assertThat(report.keyValidity()).isEqualTo(CheckResult.passed());
        assertThat(report.chain()).hasSize(3);
        assertThat(report.regime()).isEqualTo(SignatureRegime.EDS);
        assertThat(report.bestSignatureTime()).isEqualTo(NOW);
        assertThat(report.timestamp()).isNull();
        assertThat(report.revocation()).isNull();
        assertThat(report.countersignatures()).isEmpty();
        assertThat(report.evidence()).singleElement().extracting(Evidence::kind).isEqualTo(Evidence.Kind.CRL);
        assertThat(report.evidenceDigest()).isEqualTo(report.evidence().getFirst().sha256());
        assertThat(report.checks()).extracting(Check::question).isSortedAccordingTo(Comparator.naturalOrder())
                .contains(Question.SIGNATURE_VALUE, Question.COVERAGE, Question.PROOF_OF_TIME, Question.PATH,
                        Question.REVOCATION, Question.SIGNING_RIGHT)
                .doesNotContain(Question.TIMESTAMP, Question.COUNTERSIGNATURES);
    }

    @ParameterizedTest
    @CsvSource({"NO_SIGNING_CERTIFICATE_FOUND, SIGNER_CERTIFICATE", "CRYPTO_CONSTRAINTS_FAILURE, ALGORITHMS",
            "FORMAT_FAILURE, FORMAT", "SIGNED_DATA_NOT_FOUND, CONTENT", "HASH_FAILURE, CONTENT",
            "SIG_CRYPTO_FAILURE, SIGNATURE_VALUE", "ANYTHING_ELSE, FORMAT"})
    void endsTheAskingAtTheFirstAnswerThatIsNotGood(String subIndication, Question last) throws Exception {
        List<Question> order = List.of(Question.SIGNER_CERTIFICATE, Question.ALGORITHMS, Question.FORMAT,
                Question.CONTENT, Question.SIGNATURE_VALUE);
        SignatureReport report = report(RECEIPT, trusted(),
                Told.by(alice).answering(CheckResult.failed(subIndication, "why")));
        assertThat(report.status()).isEqualTo(Indication.FAILED);
        assertThat(report.subIndication()).isEqualTo(subIndication);
        assertThat(answer(report, last).detail()).isEqualTo("why");
        assertThat(report.checks()).extracting(Check::question).filteredOn(order::contains)
                .containsExactlyInAnyOrderElementsOf(order.subList(0, order.indexOf(last) + 1));
        assertThat(report.checks()).filteredOn(check -> order.contains(check.question()) && check.question() != last)
                .allMatch(check -> check.answer() == Indication.PASSED);
        assertThat(report.keyValidity()).isEqualTo(CheckResult.passed());
    }

    @Test
    void takesTheWorstOfItsSignatures() throws Exception {
        Told open = Told.by(bob).answering(CheckResult.indeterminate("SIGNED_DATA_NOT_FOUND", "elsewhere"));
        Told forged = Told.by(alice).answering(CheckResult.failed("HASH_FAILURE", "other"));
        assertThat(verdict(RECEIPT, trusted(), NOW, Told.by(alice), open).status())
                .isEqualTo(Indication.INDETERMINATE);
        Verdict all = verdict(RECEIPT, trusted(), NOW, forged, open, Told.by(alice));
        assertThat(all.status()).isEqualTo(Indication.FAILED);
        assertThat(all.signatures()).extracting(SignatureReport::status).containsExactly(Indication.FAILED,
                Indication.INDETERMINATE, Indication.PASSED);
    }

    @Test
    void whatBreaksDeepInsideIsTheSignaturesFault() throws Exception {
        for (String way : List.of("BROKEN", "CRASH")) {
            Verdict verdict = verdict(RECEIPT, trusted(), NOW, Told.by(bob),
                    Told.by(alice).answering(CheckResult.failed(way, "")));
            assertThat(verdict.status()).isEqualTo(Indication.FAILED);
            SignatureReport report = verdict.signatures().getLast();
            assertThat(report.status()).isEqualTo(Indication.FAILED);
            assertThat(report.subIndication()).isEqualTo("FORMAT_FAILURE");
            assertThat(report.authenticity().reason()).contains(way.equals("CRASH") ? "deep inside" : "cut off");
            assertThat(report.keyValidity()).isEqualTo(report.authenticity());
            assertThat(report.algorithm()).isEqualTo("1.2.3");
            assertThat(report.signer()).isSameAs(SignerIdentity.unknown());
            assertThat(report.checks()).singleElement().extracting(Check::question, Check::answer)
                    .containsExactly(Question.FORMAT, Indication.FAILED);
        }
    }

    @Test
    void saysWhatWasNotSigned() throws Exception {
        SignatureReport report = report(RECEIPT, trusted(), Told.by(alice).remarking("one part", "another"));
        assertThat(report.status()).isEqualTo(Indication.PASSED);
        assertThat(report.remarks()).containsExactly("one part", "another");
        assertThat(answer(report, Question.COVERAGE)).isEqualTo(new Check(Question.COVERAGE, Indication.INDETERMINATE,
                Level.WARN, "FORMAT_FAILURE", "one part; another"));
        VerificationPolicy whole = policy("RECEIPT", ",\"COVERAGE\":\"FAIL\"");
        SignatureReport strict = report(whole, trusted(), Told.by(alice).remarking("one part"));
        assertThat(strict.status()).isEqualTo(Indication.INDETERMINATE);
        assertThat(strict.subIndication()).isEqualTo("FORMAT_FAILURE");
        assertThat(strict.authenticity().hasPassed()).isTrue();
        assertThat(strict.keyValidity().hasPassed()).isTrue();
        assertThat(answer(report(whole, trusted(), Told.by(alice)), Question.COVERAGE).answer())
                .isEqualTo(Indication.PASSED);
    }

    @Test
    void takesTheEarliestTimestampThatIsProved() throws Exception {
        Instant early = NOW.minus(Duration.ofHours(3));
        Instant late = NOW.minus(Duration.ofHours(1));
        byte[] foreign = TestCms.token(stamper, new byte[]{9}, early.minus(DAY));
        byte[] first = TestCms.token(stamper, VALUE, late);
        byte[] second = TestCms.token(stamper, VALUE, early);
        SignatureReport report = report(RECEIPT, trusted(), Told.by(alice).stamped(foreign, first, second));
        assertThat(report.bestSignatureTime()).isEqualTo(early);
        assertThat(answer(report, Question.TIMESTAMP).answer()).isEqualTo(Indication.PASSED);
        assertThat(answer(report, Question.PROOF_OF_TIME).answer()).isEqualTo(Indication.PASSED);
        assertThat(report.evidence()).extracting(Evidence::kind).containsExactly(Evidence.Kind.CRL,
                Evidence.Kind.TIMESTAMP);
        assertThat(report.evidence().getLast().sha256()).isEqualTo(Der.sha256(second));
        assertThat(report.evidence().getLast().thisUpdate()).isEqualTo(early);

        SignatureReport unproved = report(RECEIPT, trusted(), Told.by(alice).stamped(foreign));
        assertThat(unproved.bestSignatureTime()).isEqualTo(NOW);
        assertThat(answer(unproved, Question.TIMESTAMP)).extracting(Check::answer, Check::subIndication)
                .containsExactly(Indication.FAILED, "TIMESTAMP");
        assertThat(answer(unproved, Question.TIMESTAMP).detail()).startsWith("the time-stamp proves nothing: HASH");
        assertThat(unproved.evidence()).extracting(Evidence::kind).containsExactly(Evidence.Kind.CRL);
        assertThat(Objects.requireNonNull(unproved.timestamp()).status()).isEqualTo(Indication.FAILED);
    }

    @Test
    void aTimestampOfAForgedSignatureIsNotLookedAt() throws Exception {
        SignatureReport report = report(RECEIPT, trusted(),
                Told.by(alice).stamped(TestCms.token(stamper, VALUE, NOW.minus(DAY)))
                        .countersigned(List.of(Told.by(bob))).answering(CheckResult.failed("HASH_FAILURE", "")));
        assertThat(report.timestamp()).isNull();
        assertThat(report.bestSignatureTime()).isEqualTo(NOW);
        assertThat(report.countersignatures()).isEmpty();
        assertThat(report.checks()).extracting(Check::question).doesNotContain(Question.TIMESTAMP,
                Question.COUNTERSIGNATURES);
    }

    @Test
    void onlyWhatWasStampedBeforeReceiptProvesATime() throws Exception {
        for (Instant stamp : List.of(NOW, NOW.plusSeconds(60))) {
            SignatureReport report = report(RECEIPT, trusted(),
                    Told.by(alice).stamped(TestCms.token(stamper, VALUE, stamp)));
            assertThat(report.bestSignatureTime()).isEqualTo(NOW);
            assertThat(answer(report, Question.PROOF_OF_TIME)).extracting(Check::answer, Check::subIndication,
                    Check::detail).containsExactly(Indication.INDETERMINATE, "NO_POE",
                            "nothing proves the time of signing: judged as of receipt");
        }
    }

    @Test
    void judgesWhatHasEndedAtAMomentOfItsValidityWhereThePolicySaysSo() throws Exception {
        TrustSnapshot trust = trusting(SignatureRegime.ES).crl(issuer.crl(ENDED)).build();
        Instant inside = NOW.minus(Duration.ofDays(3));
        assertThat(report(WITHIN, trust, Told.by(former)).bestSignatureTime()).isEqualTo(ENDED);
        assertThat(report(WITHIN, trust, Told.by(former).claiming(inside)).bestSignatureTime()).isEqualTo(inside);
        for (Instant outside : List.of(NOW, NOW.minus(Duration.ofDays(30)))) {
            assertThat(report(WITHIN, trust, Told.by(former).claiming(outside)).bestSignatureTime())
                    .isEqualTo(ENDED);
        }
        SignatureReport assumed = report(WITHIN, trust, Told.by(former));
        assertThat(assumed.status()).isEqualTo(Indication.PASSED);
        assertThat(answer(assumed, Question.PROOF_OF_TIME).detail()).isEqualTo(
                "the certificate has ended and nothing proves the time of signing: judged as of " + ENDED);
        assertThat(report(WITHIN, trust, Told.by(alice).claiming(inside)).bestSignatureTime())
                .as("still valid").isEqualTo(NOW);
        assertThat(verdict(WITHIN, trust, ENDED, Told.by(former).claiming(inside)).signatures().getFirst()
                .bestSignatureTime()).as("valid to its last moment").isEqualTo(ENDED);
        SignatureReport strict = report(RECEIPT, trust, Told.by(former).claiming(inside));
        assertThat(strict.bestSignatureTime()).isEqualTo(NOW);
        assertThat(strict.subIndication()).isEqualTo("EXPIRED");
        Instant proved = ENDED.plus(Duration.ofHours(1));
        SignatureReport stamped = report(WITHIN, trust,
                Told.by(former).claiming(inside).stamped(TestCms.token(stamper, VALUE, proved)));
        assertThat(stamped.bestSignatureTime()).as("the proof stands though it comes too late").isEqualTo(proved);
        assertThat(stamped.subIndication()).isEqualTo("EXPIRED");
        SignatureReport nobody = report(WITHIN, trust, Told.by(null)
                .answering(CheckResult.indeterminate("NO_SIGNING_CERTIFICATE_FOUND", "")).claiming(inside));
        assertThat(nobody.bestSignatureTime()).isEqualTo(NOW);
    }

    @Test
    void aRevocationAfterAnAssumedMomentCountsAndAfterAProvedOneDoesNot() throws Exception {
        Instant later = ENDED.minus(Duration.ofHours(1));
        Instant inside = NOW.minus(Duration.ofDays(3));
        TrustSnapshot trust = trusting(SignatureRegime.ES)
                .crl(issuer.crl(NOW, later, CRLReason.keyCompromise, former)).build();
        SignatureReport assumed = report(WITHIN, trust, Told.by(former).claiming(inside));
        assertThat(assumed.status()).isEqualTo(Indication.FAILED);
        assertThat(assumed.subIndication()).isEqualTo("REVOKED");
        assertThat(assumed.revocation()).isEqualTo(new Revocation(later, "keyCompromise"));
        assertThat(assumed.checks()).extracting(Check::question).contains(Question.SIGNATURE_VALUE,
                Question.PROOF_OF_TIME, Question.PATH, Question.KEY_USAGE, Question.REVOCATION_EVIDENCE);
        assertThat(assumed.checks()).filteredOn(check -> check.question() == Question.REVOCATION).singleElement()
                .extracting(Check::detail)
                .isEqualTo("keyCompromise since " + later + ", and nothing proves an earlier time of signing");
        SignatureReport before = report(WITHIN, trust, Told.by(former));
        assertThat(answer(before, Question.REVOCATION).detail()).startsWith("the certificate was revoked: ");
        SignatureReport proved = report(WITHIN, trust,
                Told.by(former).stamped(TestCms.token(stamper, VALUE, inside)));
        assertThat(answer(proved, Question.REVOCATION).answer()).isEqualTo(Indication.PASSED);
        assertThat(proved.status()).isEqualTo(Indication.PASSED);
        TrustSnapshot strangers = TrustSnapshot.builder(1).anchor(root.certificate(), SignatureRegime.ES).build();
        assertThat(report(WITHIN, strangers, Told.by(former)).subIndication())
                .isEqualTo("NO_CERTIFICATE_CHAIN_FOUND");
    }

    @Test
    void asksForEvidenceOnlyWhereItIsTheOneOpenQuestion() throws Exception {
        TrustSnapshot silent = trusting(SignatureRegime.EDS).build();
        assertThat(verdict(RECEIPT, silent, NOW, Told.by(alice), Told.by(alice), Told.by(bob)).missing())
                .extracting(EvidenceNeed::key)
                .containsExactly(Der.sha256(alice.certificate()), Der.sha256(bob.certificate()));
        assertThat(verdict(RECEIPT, trusted(), NOW, Told.by(alice)).missing()).isEmpty();
        assertThat(verdict(RECEIPT, silent, NOW, Told.by(former)).missing()).as("expired").isEmpty();
        assertThat(verdict(RECEIPT, silent, NOW,
                Told.by(alice).answering(CheckResult.failed("HASH_FAILURE", ""))).missing()).as("forged").isEmpty();
        assertThat(verdict(RECEIPT, silent, NOW, Told.by(root.signer("CN=Carol", key)).bringing(root.crl(NOW)))
                .missing()).as("brought along").isEmpty();
        TestAuthority.Holder stranger = TestAuthority.root("Root", key).signer("CN=Mallory", key);
        assertThat(verdict(RECEIPT, silent, NOW, Told.by(stranger)).missing()).as("no path").isEmpty();
        assertThat(verdict(RECEIPT, trusting(SignatureRegime.EDS).crl(issuer.crl(NOW, bob)).build(), NOW,
                Told.by(bob)).missing()).as("revoked").isEmpty();
        Verdict over = verdict(RECEIPT, trusted(), NOW,
                Told.by(alice).countersigned(List.of(Told.by(root.signer("CN=Notary", key)))));
        assertThat(over.missing()).as("a countersignature").isEmpty();
        assertThat(over.signatures().getFirst().countersignatures().getFirst().subIndication())
                .isEqualTo("TRY_LATER");
    }

    @Test
    void asksForEvidenceWhereOnlyAToleratedAnswerIsBad() throws Exception {
        VerificationPolicy tolerant = policy("RECEIPT",
                ",\"COUNTERSIGNATURES\":\"WARN\",\"CERTIFICATE_POLICY\":\"WARN\"");
        VerificationPolicy naming = VerificationPolicy.read("""
                {"name":"own","version":3,"description":"","signerKeys":"NON_REPUDIATION","signingTime":"RECEIPT",
                 "evidenceAge":"PT15M","staleLists":false,"certificatePolicies":["1.2.3"],
                 "levels":{"PROOF_OF_TIME":"INFORM","CERTIFICATE_POLICY":"WARN","SIGNING_RIGHT":"INFORM"}}"""
                .getBytes(StandardCharsets.UTF_8));
        TrustSnapshot silent = trusting(SignatureRegime.EDS).build();
        for (VerificationPolicy policy : List.of(tolerant, naming)) {
            assertThat(verdict(policy, silent, NOW, Told.by(alice)).missing()).hasSize(1);
        }
    }

    @Test
    void aSignatureOverThisOneIsToldAndDecidesOnlyWhereThePolicySaysSo() throws Exception {
        Told good = Told.by(alice).countersigned(List.of(Told.by(bob)));
        SignatureReport report = report(RECEIPT, trusted(), good);
        assertThat(answer(report, Question.COUNTERSIGNATURES).answer()).isEqualTo(Indication.PASSED);
        assertThat(report.countersignatures()).singleElement().extracting(SignatureReport::status)
                .isEqualTo(Indication.PASSED);
        Told forged = Told.by(alice).countersigned(List.of(Told.by(bob),
                Told.by(bob).answering(CheckResult.failed("HASH_FAILURE", "")), Told.by(bob)));
        SignatureReport warned = report(RECEIPT, trusted(), forged);
        assertThat(warned.status()).isEqualTo(Indication.PASSED);
        assertThat(warned.countersignatures()).hasSize(3);
        assertThat(answer(warned, Question.COUNTERSIGNATURES)).isEqualTo(new Check(Question.COUNTERSIGNATURES,
                Indication.FAILED, Level.WARN, "COUNTERSIGNATURE", "a signature over this one is FAILED"));
        SignatureReport strict = report(policy("RECEIPT", ",\"COUNTERSIGNATURES\":\"FAIL\""), trusted(), forged);
        assertThat(strict.status()).isEqualTo(Indication.FAILED);
        assertThat(strict.subIndication()).isEqualTo("COUNTERSIGNATURE");
        assertThat(strict.keyValidity().hasPassed()).isTrue();
    }

    @Test
    void countsTheSignaturesOverAllSignaturesOfAContainer() throws Exception {
        List<Told> some = Collections.nCopies(16, Told.by(bob));
        Verdict most = verdict(RECEIPT, trusted(), NOW, Told.by(alice).countersigned(some),
                Told.by(alice).countersigned(some));
        assertThat(most.signatures()).allSatisfy(report -> {
            assertThat(report.countersignatures()).hasSize(16);
            assertThat(answer(report, Question.COUNTERSIGNATURES).answer()).isEqualTo(Indication.PASSED);
        });
        Verdict over = verdict(RECEIPT, trusted(), NOW, Told.by(alice).countersigned(some),
                Told.by(alice).countersigned(some), Told.by(alice).countersigned(some));
        SignatureReport last = over.signatures().getLast();
        assertThat(last.countersignatures()).isEmpty();
        assertThat(answer(last, Question.COUNTERSIGNATURES)).extracting(Check::answer, Check::detail)
                .containsExactly(Indication.INDETERMINATE, "a signature over this one is INDETERMINATE");
    }

    @Test
    void believesNoRoleThatAForeignAuthorityStates() throws Exception {
        TestAuthority.Holder head = issuer.issue("CN=Head,serialNumber=IIN123456789012,OU=BIN123456789021", key,
                TestAuthority.START, TestAuthority.END,
                TestAuthority.usage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation),
                TestAuthority.purposes(false, "1.2.398.3.3.4.1.2.1"));
        SignatureReport resident = report(RECEIPT, trusted(), Told.by(head));
        assertThat(resident.signer().iin()).isEqualTo("123456789012");
        assertThat(resident.signer().role()).isEqualTo(SignerRole.FIRST_HEAD);
        assertThat(answer(resident, Question.SIGNING_RIGHT).answer()).isEqualTo(Indication.PASSED);
        TrustSnapshot foreign = trusting(SignatureRegime.ES).crl(issuer.crl(NOW.minus(DAY))).build();
        SignatureReport other = report(RECEIPT, foreign, Told.by(head));
        assertThat(other.signer().iin()).isNull();
        assertThat(other.signer().role()).isEqualTo(SignerRole.NONE);
        assertThat(answer(other, Question.SIGNING_RIGHT)).extracting(Check::answer, Check::subIndication,
                Check::detail).containsExactly(Indication.INDETERMINATE, "SIGNING_RIGHT",
                        "the certificate states no right to sign: role NONE");
        SignatureReport unproved = report(RECEIPT, TrustSnapshot.builder(1)
                .anchor(root.certificate(), SignatureRegime.ES).build(), Told.by(head));
        assertThat(unproved.chain()).isEmpty();
        assertThat(unproved.regime()).isNull();
        assertThat(unproved.signer().name()).isEqualTo("Head");
        assertThat(unproved.checks()).extracting(Check::question).doesNotContain(Question.SIGNING_RIGHT);
    }

    @Test
    void individualsNeedNoRightToSignForAnybody() throws Exception {
        TestAuthority.Holder person = issuer.issue("CN=Person,serialNumber=IIN123456789012", key, TestAuthority.START,
                TestAuthority.END, TestAuthority.usage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation),
                TestAuthority.purposes(false, "1.2.398.3.3.4.1.1"));
        assertThat(answer(report(RECEIPT, trusted(), Told.by(person)), Question.SIGNING_RIGHT).answer())
                .isEqualTo(Indication.PASSED);
        assertThat(answer(report(RECEIPT, trusted(), Told.by(alice)), Question.SIGNING_RIGHT).answer())
                .isEqualTo(Indication.INDETERMINATE);
    }

    @Test
    void bothVerdictsAreTheSameWhereNobodyIsKnownToHaveSigned() throws Exception {
        CheckResult nobody = CheckResult.indeterminate("NO_SIGNING_CERTIFICATE_FOUND", "not in the container");
        SignatureReport report = report(RECEIPT, trusted(), Told.by(null).answering(nobody));
        assertThat(report.authenticity()).isEqualTo(nobody);
        assertThat(report.keyValidity()).isEqualTo(nobody);
        assertThat(report.signer()).isSameAs(SignerIdentity.unknown());
        assertThat(report.subIndication()).isEqualTo("NO_SIGNING_CERTIFICATE_FOUND");
        assertThat(report.evidence()).isEmpty();
        assertThat(report.evidenceDigest()).isNull();
    }

    @Test
    void theKeysVerdictIsOfTheKeyAlone() throws Exception {
        TrustSnapshot told = trusting(SignatureRegime.EDS).crl(issuer.crl(NOW, bob)).build();
        SignatureReport revoked = report(RECEIPT, told, Told.by(bob));
        assertThat(revoked.authenticity().hasPassed()).isTrue();
        assertThat(revoked.keyValidity().subIndication()).isEqualTo("REVOKED");
        assertThat(revoked.subIndication()).isEqualTo("REVOKED");
        SignatureReport both = report(RECEIPT, told,
                Told.by(bob).answering(CheckResult.failed("HASH_FAILURE", "")));
        assertThat(both.subIndication()).as("the bytes first").isEqualTo("HASH_FAILURE");
        SignatureReport open = report(RECEIPT, told,
                Told.by(bob).answering(CheckResult.indeterminate("SIGNED_DATA_NOT_FOUND", "")));
        assertThat(open.subIndication()).as("the worse first").isEqualTo("REVOKED");
        VerificationPolicy proving = policy("RECEIPT", ",\"PROOF_OF_TIME\":\"FAIL\"");
        assertThat(proving.level(Question.PROOF_OF_TIME)).isEqualTo(Level.FAIL);
        SignatureReport late = report(proving, trusted(), Told.by(alice));
        assertThat(late.keyValidity().subIndication()).isEqualTo("NO_POE");
        assertThat(late.subIndication()).isEqualTo("NO_POE");
        VerificationPolicy entitled = policy("RECEIPT", ",\"SIGNING_RIGHT\":\"FAIL\"");
        SignatureReport clerk = report(entitled, trusted(), Told.by(alice));
        assertThat(clerk.keyValidity().hasPassed()).isTrue();
        assertThat(clerk.subIndication()).isEqualTo("SIGNING_RIGHT");
    }
}

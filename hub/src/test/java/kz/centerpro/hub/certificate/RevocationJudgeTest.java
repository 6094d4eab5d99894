package kz.centerpro.hub.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import kz.centerpro.contracts.party.SignatureRegime;
import kz.centerpro.hub.certificate.RevocationJudge.Finding;
import kz.centerpro.hub.certificate.RevocationJudge.State;
import kz.centerpro.hub.pkitest.TestAuthority;
import kz.centerpro.hub.pkitest.TestKey;
import kz.centerpro.hub.pkitest.TestList;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.ReasonFlags;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.junit.jupiter.api.Test;

/** What lists, their deltas and responses prove together, and what the finding says it rests on. */
class RevocationJudgeTest {

    private static final Instant NOW = Instant.parse("2026-06-01T10:00:00Z");
    private static final Instant BEFORE = NOW.minus(Duration.ofDays(2));
    private static final Duration DAY = Duration.ofDays(1);

    private final TestAuthority root;
    private final TestAuthority.Holder alice;

    RevocationJudgeTest() throws Exception {
        root = TestAuthority.root("Root", TestKey.ec());
        alice = root.signer("CN=Alice", TestKey.ec());
    }

    private Finding judged(TestAuthority.Holder holder, Instant at, byte[]... lists) throws Exception {
        TrustSnapshot.Builder trust = TrustSnapshot.builder(1).anchor(root.certificate(), SignatureRegime.ES);
        for (byte[] list : lists) {
            trust.crl(list);
        }
        return judged(holder, at, trust.build());
    }

    private static Finding judged(TestAuthority.Holder holder, Instant at, TrustSnapshot trust) throws Exception {
        PathBuilder.Path path = java.util.Objects
                .requireNonNull(new PathBuilder(trust, trust.anchors(), List.of(), at, new PathBuilder.Budget())
                        .build(ParsedCertificate.fromDer(holder.certificate())).path());
        return new RevocationJudge(trust, List.of(), List.of(), VerificationPolicy.documents()).judge(path, 0, at);
    }

    private TestList complete(long number) throws Exception {
        return TestList.of(root, BEFORE).number(number);
    }

    private TestList delta(long number, long base) throws Exception {
        return TestList.of(root, NOW.minusSeconds(60), DAY).number(number).since(base);
    }

    @Test
    void aDeltaAddsWhatHappenedSinceItsBase() throws Exception {
        byte[] base = complete(5).build();
        assertThat(judged(alice, NOW, base).state()).isEqualTo(State.GOOD);
        byte[] delta = delta(6, 5).revoke(alice.serial(), NOW.minusSeconds(300), CRLReason.keyCompromise).build();
        Finding finding = judged(alice, NOW, base, delta);
        assertThat(finding.state()).isEqualTo(State.REVOKED);
        assertThat(finding.revocation()).isEqualTo(new Revocation(NOW.minusSeconds(300), "keyCompromise"));
        assertThat(finding.proofs().getFirst().kind()).isEqualTo(Evidence.Kind.DELTA_CRL);
    }

    @Test
    void aDeltaLiftsAHoldAndKeepsAnEndedBaseAlive() throws Exception {
        TestList held = TestList.of(root, BEFORE, DAY).number(5).revoke(alice.serial(), BEFORE,
                CRLReason.certificateHold);
        byte[] base = held.build();
        assertThat(judged(alice, NOW, base).state()).isEqualTo(State.REVOKED);
        byte[] lifting = delta(6, 5).revoke(alice.serial(), BEFORE, CRLReason.removeFromCRL).build();
        Finding lifted = judged(alice, NOW, base, lifting);
        assertThat(lifted.state()).as(lifted.reason()).isEqualTo(State.GOOD);
        assertThat(lifted.proofs()).extracting(Evidence::kind).containsExactly(Evidence.Kind.CRL,
                Evidence.Kind.DELTA_CRL);
        assertThat(judged(alice, NOW.minus(DAY), base, lifting).state()).isEqualTo(State.REVOKED);
    }

    @Test
    void aDeltaLiftsNothingButAHold() throws Exception {
        for (int reason : new int[]{CRLReason.keyCompromise, CRLReason.superseded, CRLReason.unspecified}) {
            byte[] base = complete(5).revoke(alice.serial(), BEFORE, reason).build();
            byte[] removing = delta(6, 5).revoke(alice.serial(), BEFORE, CRLReason.removeFromCRL).build();
            assertThat(judged(alice, NOW, base, removing).state()).isEqualTo(State.REVOKED);
        }
    }

    @Test
    void aDeltaCountsForNothingBesideABaseItDoesNotContinue() throws Exception {
        byte[] held = complete(5).revoke(alice.serial(), BEFORE, CRLReason.certificateHold).build();
        for (byte[] stray : List.of(
                delta(7, 6).revoke(alice.serial(), BEFORE, CRLReason.removeFromCRL).build(), // begins after the base
                delta(5, 4).revoke(alice.serial(), BEFORE, CRLReason.removeFromCRL).build(), // is the base's own number
                TestList.of(root, NOW.minusSeconds(60)).since(5).revoke(alice.serial(), BEFORE, CRLReason.removeFromCRL)
                        .build(),
                delta(6, 5).limited(true, false, null, false)
                        .revoke(alice.serial(), BEFORE, CRLReason.removeFromCRL).build())) {
            assertThat(judged(alice, NOW, held, stray).state()).isEqualTo(State.REVOKED);
        }
        assertThat(judged(alice, NOW, delta(6, 5).build()).state()).isEqualTo(State.UNKNOWN);
        byte[] ended = TestList.of(root, BEFORE, DAY).number(5).build();
        assertThat(judged(alice, NOW, ended).state()).isEqualTo(State.UNKNOWN);
        assertThat(judged(alice, NOW, ended, delta(8, 6).build()).state()).isEqualTo(State.UNKNOWN);
    }

    @Test
    void anOldDeltaIsForgottenOnlyForALaterPicture() throws Exception {
        byte[] holding = delta(6, 5).revoke(alice.serial(), BEFORE, CRLReason.certificateHold).build();
        byte[] after = TestList.of(root, NOW.minusSeconds(30)).number(7).build();
        assertThat(judged(alice, NOW, after, holding).state()).isEqualTo(State.GOOD);
        byte[] otherBase = TestList.of(root, NOW.minusSeconds(30), DAY).number(9).since(8).build();
        assertThat(judged(alice, NOW, complete(5).build(), holding, otherBase).state()).isEqualTo(State.REVOKED);
    }

    @Test
    void listsBySomeReasonsProveOnlyTogether() throws Exception {
        byte[] compromise = complete(1)
                .limited(false, false, new ReasonFlags(ReasonFlags.keyCompromise | ReasonFlags.cACompromise), false)
                .build();
        byte[] rest = complete(1).limited(false, false,
                new ReasonFlags(ReasonFlags.affiliationChanged | ReasonFlags.superseded
                        | ReasonFlags.cessationOfOperation | ReasonFlags.certificateHold
                        | ReasonFlags.privilegeWithdrawn | ReasonFlags.aACompromise),
                false).build();
        assertThat(judged(alice, NOW, compromise).state()).isEqualTo(State.UNKNOWN);
        assertThat(judged(alice, NOW, rest).state()).isEqualTo(State.UNKNOWN);
        Finding both = judged(alice, NOW, compromise, rest);
        assertThat(both.state()).isEqualTo(State.GOOD);
        assertThat(both.proofs()).hasSize(2);
        assertThat(judged(alice, NOW, complete(1).limited(false, true, null, false).build()).state())
                .isEqualTo(State.UNKNOWN);
    }

    @Test
    void anIndirectListSpeaksOfOthersWhenTheyNameItsIssuer() throws Exception {
        TestAuthority lists = root.below("Lists", TestKey.ec(), TestAuthority.usage(KeyUsage.cRLSign));
        TestAuthority.Holder bob = root.issue("CN=Bob", TestKey.ec(), TestAuthority.START, TestAuthority.END,
                TestList.listedBy(lists.name()));
        TestList silent = TestList.of(lists, BEFORE).number(1).limited(false, false, null, true);
        byte[] own = complete(1).build();
        TrustSnapshot trust = TrustSnapshot.builder(1).anchor(root.certificate(), SignatureRegime.ES)
                .intermediate(lists.certificate()).crl(silent.build()).crl(own).build();
        assertThat(judged(bob, NOW, trust).state()).isEqualTo(State.GOOD);

        byte[] speaking = silent.revoke(bob.serial(), BEFORE, root.name()).build();
        TrustSnapshot told = TrustSnapshot.builder(1).anchor(root.certificate(), SignatureRegime.ES)
                .intermediate(lists.certificate()).crl(speaking).crl(own).build();
        assertThat(judged(bob, NOW, told).state()).isEqualTo(State.REVOKED);
        TestAuthority.Holder other = root.issue("CN=Other", TestKey.ec(), TestAuthority.START, TestAuthority.END,
                TestList.listedBy(lists.name()));
        assertThat(judged(other, NOW, told).state()).isEqualTo(State.GOOD);
    }

    @Test
    void anIndirectListOfARevokedOrForeignSignerProvesNothing() throws Exception {
        TestAuthority lists = root.below("Lists", TestKey.ec(), TestAuthority.usage(KeyUsage.cRLSign));
        TestAuthority.Holder bob = root.issue("CN=Bob", TestKey.ec(), TestAuthority.START, TestAuthority.END,
                TestList.listedBy(lists.name()));
        byte[] silent = TestList.of(lists, BEFORE).number(1).limited(false, false, null, true).build();
        for (boolean listed : new boolean[]{false, true}) {
            TestList authorities = complete(1).limited(false, true, null, false);
            byte[] about = (listed
                    ? authorities.revoke(lists.self().serial(), BEFORE, CRLReason.keyCompromise)
                    : authorities).build();
            TrustSnapshot trust = TrustSnapshot.builder(1).anchor(root.certificate(), SignatureRegime.ES)
                    .intermediate(lists.certificate()).crl(silent).crl(about).build();
            assertThat(judged(bob, NOW, trust).state()).isEqualTo(listed ? State.UNKNOWN : State.GOOD);
        }

        TestAuthority stranger = TestAuthority.root("Lists", TestKey.ec());
        TrustSnapshot foreign = TrustSnapshot.builder(1).anchor(root.certificate(), SignatureRegime.ES)
                .anchor(stranger.certificate(), SignatureRegime.ES)
                .crl(TestList.of(stranger, BEFORE).number(1).limited(false, false, null, true).build()).build();
        assertThat(judged(bob, NOW, foreign).state()).isEqualTo(State.UNKNOWN);
    }

    @Test
    void aListWithUnknownCriticalPartsSaysOnlyWhoIsRevoked() throws Exception {
        byte[] strange = complete(1)
                .with(new org.bouncycastle.asn1.ASN1ObjectIdentifier("1.2.3.4"), true, DERNull.INSTANCE).build();
        assertThat(judged(alice, NOW, strange).state()).isEqualTo(State.UNKNOWN);
        byte[] listing = complete(1)
                .with(new org.bouncycastle.asn1.ASN1ObjectIdentifier("1.2.3.4"), true, DERNull.INSTANCE)
                .revoke(alice.serial(), BEFORE, CRLReason.superseded).build();
        assertThat(judged(alice, NOW, listing).state()).isEqualTo(State.REVOKED);
        byte[] misplaced = complete(1).revoke(BigInteger.TEN, BEFORE, TestAuthority.root("X", TestKey.ec()).name())
                .build();
        assertThat(judged(alice, NOW, misplaced).state()).isEqualTo(State.UNKNOWN);
    }

    @Test
    void namesWhatAFindingRestsOn() throws Exception {
        byte[] list = complete(77).build();
        Evidence byList = judged(alice, NOW, list).proofs().getFirst();
        assertThat(byList.kind()).isEqualTo(Evidence.Kind.CRL);
        assertThat(byList.sha256()).isEqualTo(Der.sha256(list));
        assertThat(byList.number()).isEqualTo(BigInteger.valueOf(77));
        assertThat(byList.issuer()).isEqualTo("CN=Root");
        assertThat(byList.der()).isNull();

        byte[] answer = root.ocsp(alice, CertificateStatus.GOOD, NOW, null, root.self());
        Finding finding = judged(alice, NOW, TrustSnapshot.builder(1)
                .anchor(root.certificate(), SignatureRegime.ES).ocsp(answer).build());
        Evidence byAnswer = finding.proofs().getFirst();
        assertThat(byAnswer.kind()).isEqualTo(Evidence.Kind.OCSP);
        assertThat(byAnswer.der()).isNotNull();
        assertThat(Der.sha256(java.util.Objects.requireNonNull(byAnswer.der()))).isEqualTo(byAnswer.sha256())
                .isEqualTo(finding.evidence());
        assertThat(OcspResponse.fromAny(byAnswer.der()).producedAt).isEqualTo(NOW);
    }

    @Test
    void collectsTheProofsOfTheWholePath() throws Exception {
        TestAuthority issuer = root.below("Issuer", TestKey.ec());
        TestAuthority.Holder bob = issuer.signer("CN=Bob", TestKey.ec());
        byte[] above = complete(3).build();
        byte[] below = TestList.of(issuer, BEFORE).number(4).build();
        TrustSnapshot trust = TrustSnapshot.builder(1).anchor(root.certificate(), SignatureRegime.ES)
                .intermediate(issuer.certificate()).crl(above).crl(below).build();
        PathBuilder.Path path = java.util.Objects.requireNonNull(
                new PathBuilder(trust, trust.anchors(), List.of(), NOW, new PathBuilder.Budget())
                        .build(ParsedCertificate.fromDer(bob.certificate())).path());
        KeyPolicy rules = new KeyPolicy(VerificationPolicy.documents(),
                new RevocationJudge(trust, List.of(), List.of(), VerificationPolicy.documents()), path, NOW);
        assertThat(rules.proofs(rules.signerFinding())).extracting(Evidence::sha256).containsExactly(Der.sha256(below),
                Der.sha256(above));
        byte[] token = {1, 2, 3};
        Evidence stamp = Evidence.timestamp(token, NOW);
        assertThat(stamp.kind()).isEqualTo(Evidence.Kind.TIMESTAMP);
        assertThat(stamp.sha256()).isEqualTo(Der.sha256(token));
        assertThat(stamp.der()).isEqualTo(token);
    }

    @Test
    void aRespondersOwnRevocationCountsUnlessItsIssuerSaysNot() throws Exception {
        TestAuthority.Holder plain = root.delegate(TestKey.ec());
        TestAuthority.Holder exempt = root.issue("CN=Responder", TestKey.ec(), TestAuthority.START, TestAuthority.END,
                TestAuthority.purposes(false, "1.3.6.1.5.5.7.3.9"),
                new TestAuthority.Extra(OCSPObjectIdentifiers.id_pkix_ocsp_nocheck, false, DERNull.INSTANCE));
        byte[] listed = TestList.of(root, BEFORE, DAY).number(1).revoke(plain.serial(), BEFORE, CRLReason.keyCompromise)
                .revoke(exempt.serial(), BEFORE, CRLReason.keyCompromise).build();
        assertThat(byDelegate(plain, listed).state()).isEqualTo(State.UNKNOWN);
        assertThat(byDelegate(exempt, listed).state()).isEqualTo(State.GOOD);
        byte[] silent = TestList.of(root, BEFORE, DAY).number(1).build();
        assertThat(byDelegate(plain, silent).state()).isEqualTo(State.GOOD);
    }

    @Test
    void aStolenKeyOfAResponderSpoilsWhatItDatedBeforeTheTheft() throws Exception {
        TestAuthority.Holder delegate = root.delegate(TestKey.ec());
        Instant later = NOW.plus(DAY);
        byte[] stolen = TestList.of(root, later).number(1).revoke(delegate.serial(), later, CRLReason.keyCompromise)
                .limited(false, true, null, false).build();
        assertThat(byDelegate(delegate, stolen).state()).isEqualTo(State.UNKNOWN);
        byte[] retired = TestList.of(root, later).number(1)
                .revoke(delegate.serial(), later, CRLReason.cessationOfOperation).limited(false, true, null, false)
                .build();
        assertThat(byDelegate(delegate, retired).state()).isEqualTo(State.GOOD);
    }

    private Finding byDelegate(TestAuthority.Holder delegate, byte[] list) throws Exception {
        byte[] answer = root.ocsp(alice, CertificateStatus.GOOD, NOW, null, delegate);
        TrustSnapshot trust = TrustSnapshot.builder(1).anchor(root.certificate(), SignatureRegime.ES).crl(list).build();
        EvidenceNeed need = CertificateReader.evidenceNeed(alice.certificate(), trust, NOW).orElseThrow();
        OcspAnswer read = new OcspCodec(VerificationPolicy.documents(), OcspCodec.NonceRule.MAY_BE_ABSENT).read(answer,
                need, null, NOW, trust);
        Finding finding = judged(alice, NOW, trust.withOcsp(answer));
        assertThat(read.status() == OcspAnswer.Status.GOOD).isEqualTo(finding.state() == State.GOOD);
        return finding;
    }

    @Test
    void takesAListOnlyFromAKnownAuthorityAndOnlyANewerOne() throws Exception {
        TrustSnapshot none = TrustSnapshot.builder(1).anchor(root.certificate(), SignatureRegime.ES).build();
        RevocationList second = RevocationList.fromAny(complete(2).build());
        TrustSnapshot.Offer first = none.offered(second);
        assertThat(first.refusal()).isEmpty();
        assertThat(first.trust().lists()).containsExactly(second);
        TestAuthority stranger = TestAuthority.root("Root", TestKey.ec());
        for (byte[] worse : List.of(complete(2).build(), complete(1).build(),
                TestList.of(root, BEFORE.minus(DAY)).number(3).build(),
                TestList.of(stranger, NOW).number(9).build())) {
            TrustSnapshot.Offer refused = first.trust().offered(RevocationList.fromAny(worse));
            assertThat(refused.refusal()).isNotEmpty();
            assertThat(refused.trust().lists()).containsExactly(second);
        }
        RevocationList third = RevocationList.fromAny(TestList.of(root, NOW).number(3).build());
        assertThat(first.trust().offered(third).trust().lists()).containsExactly(third);
        RevocationList users = RevocationList
                .fromAny(TestList.of(root, NOW).number(3).limited(true, false, null, false).build());
        assertThat(first.trust().offered(users).trust().lists()).containsExactlyInAnyOrder(second, users);
    }

    @Test
    void keepsABoundedNumberOfAnswersAndTheNewestOfEach() throws Exception {
        TrustSnapshot trust = TrustSnapshot.builder(1).anchor(root.certificate(), SignatureRegime.ES).build();
        for (int i = 0; i < 40; i++) {
            trust = trust.withOcsp(
                    root.ocsp(alice, CertificateStatus.GOOD, NOW.plusSeconds(i), null, root.self()));
        }
        assertThat(trust.responseCount()).isEqualTo(1);
        assertThat(trust.responsesAbout(alice.serial()).getFirst().producedAt).isEqualTo(NOW.plusSeconds(39));
        trust = trust.withOcsp(root.ocsp(alice, new org.bouncycastle.cert.ocsp.UnknownStatus(), NOW.plusSeconds(50),
                null, root.self()));
        assertThat(judged(alice, NOW, trust).state()).isEqualTo(State.GOOD);
        AnswerShelf shelf = AnswerShelf.empty();
        for (int i = 0; i < 3 * AnswerShelf.BOX_MAX; i++) {
            TestAuthority.Holder same = new TestAuthority.Holder(alice.key(), alice.certificate());
            TestAuthority other = TestAuthority.root("Other " + i, root.key());
            shelf = shelf.with(OcspResponse.fromAny(
                    other.ocsp(same, CertificateStatus.GOOD, NOW.plusSeconds(i), null, other.self())));
        }
        assertThat(shelf.size()).isEqualTo(AnswerShelf.BOX_MAX);
        assertThat(shelf.about(alice.serial())).allMatch(kept -> kept.producedAt.isAfter(NOW.plusSeconds(20)));
    }

    @Test
    void findsEveryEntryOfEveryIssuer() throws Exception {
        TestAuthority lists = root.below("Lists", TestKey.ec(), TestAuthority.usage(KeyUsage.cRLSign));
        TestList builder = TestList.of(lists, BEFORE).number(1).limited(false, false, null, true)
                .revoke(BigInteger.ONE, BEFORE, CRLReason.superseded);
        List<TestAuthority> issuers = List.of(root, TestAuthority.root("A", TestKey.ec()),
                TestAuthority.root("B", root.key()));
        for (TestAuthority issuer : issuers) {
            builder = builder.revoke(alice.serial(), BEFORE.plusSeconds(issuers.indexOf(issuer)), issuer.name());
            builder = builder.revoke(BigInteger.TWO, BEFORE, CRLReason.superseded); // still that issuer's
        }
        RevocationList list = RevocationList.fromAny(builder.build());
        assertThat(list.size()).isEqualTo(7);
        assertThat(list.find(BigInteger.ONE)).isNotNull();
        assertThat(list.find(BigInteger.TWO)).isNull();
        assertThat(list.find(alice.serial())).isNull();
        RevokedSerials.Entry entry = list.find(ParsedCertificate.fromDer(alice.certificate()));
        assertThat(entry).isEqualTo(new RevokedSerials.Entry(BEFORE, 0));
    }
}

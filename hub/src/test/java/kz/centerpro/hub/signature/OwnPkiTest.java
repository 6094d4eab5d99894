package kz.centerpro.hub.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import kz.centerpro.contracts.party.SignatureRegime;
import kz.centerpro.hub.certificate.Der;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.EvidenceNeed;
import kz.centerpro.hub.certificate.Indication;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.Revocation;
import kz.centerpro.hub.certificate.TrustSnapshot;
import kz.centerpro.hub.certificate.VerificationPolicy;
import kz.centerpro.hub.pkitest.TestAuthority;
import kz.centerpro.hub.pkitest.TestCms;
import kz.centerpro.hub.pkitest.TestKey;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Verdicts over chains minted for the run: every reason to pass, to wait and to fail. */
class OwnPkiTest {

    private static final Instant NOW = Instant.parse("2026-06-01T10:00:00Z");
    private static final SignatureDesk DESK = new SignatureDesk(SignatureDesk.BYTES_MAX,
            VerificationPolicy.documents());

    private final TestAuthority root;
    private final TestAuthority issuer;

    OwnPkiTest() throws Exception {
        root = TestAuthority.root("Root", TestKey.ec());
        issuer = root.below("Issuer", TestKey.ec());
    }

    static Stream<TestKey> schemes() throws Exception {
        return Stream.of(TestKey.rsa(), TestKey.rsaPss(), TestKey.ec(),
                TestKey.ec("secp384r1", "SHA384withECDSA", "1.2.840.10045.4.3.3", DigestAlgorithm.SHA_384),
                TestKey.ec("secp521r1", "SHA512withECDSA", "1.2.840.10045.4.3.4", DigestAlgorithm.SHA_512),
                TestKey.gost(),
                TestKey.gost256(), TestKey.gost2004(), TestKey.tc26(), TestKey.ed25519());
    }

    private TrustSnapshot.Builder trusting() throws MalformedSignature {
        return TrustSnapshot.builder(1).anchor(root.certificate(), SignatureRegime.ES)
                .intermediate(issuer.certificate());
    }

    private TrustSnapshot trusted() throws Exception {
        return trusting().crl(issuer.crl(NOW.minus(Duration.ofDays(1)))).build();
    }

    private static Verdict examined(TestCms cms, TrustSnapshot trust, Instant at) throws Exception {
        return DESK.examine(DESK.read(cms.build()), ContentDigests.none(), trust, at);
    }

    private static SignatureReport only(Verdict verdict) {
        assertThat(verdict.signatures()).hasSize(1);
        return verdict.signatures().getFirst();
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void passesEverySchemeOfSignerAndOfAuthority(TestKey key) throws Exception {
        TestAuthority own = root.below("Own", key);
        TestAuthority.Holder alice = own.signer("CN=Alice,C=DE", key);
        TrustSnapshot trust = TrustSnapshot.builder(1).anchor(root.certificate(), SignatureRegime.ES)
                .crl(own.crl(NOW.minus(Duration.ofDays(1)))).build();
        Verdict verdict = examined(TestCms.by(alice).with(own.certificate()), trust, NOW);
        assertThat(verdict.status()).as("%s", verdict).isEqualTo(Indication.PASSED);
        assertThat(only(verdict).regime()).isEqualTo(SignatureRegime.ES);
        assertThat(only(verdict).chain()).hasSize(3);
        assertThat(only(verdict).bestSignatureTime()).isEqualTo(NOW);
        assertThat(only(verdict).evidenceDigest()).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void failsWhenContentDiffers(TestKey key) throws Exception {
        byte[] cms = TestCms.by(issuer.signer("CN=Alice", key)).detached().build();
        SignedContainer container = DESK.read(cms);
        assertThat(container.detached()).isTrue();
        byte[] other = TestCms.CONTENT.clone();
        other[0] ^= 1;
        ContentDigests wrong = ContentDigests.of(other, container.digestsNeeded());
        ContentDigests right = ContentDigests.of(TestCms.CONTENT, container.digestsNeeded());
        assertThat(only(DESK.examine(container, wrong, trusted(), NOW)).subIndication()).isEqualTo("HASH_FAILURE");
        assertThat(DESK.examine(container, right, trusted(), NOW).status()).isEqualTo(Indication.PASSED);
        SignatureReport blind = only(DESK.examine(container, ContentDigests.none(), trusted(), NOW));
        assertThat(blind.status()).isEqualTo(Indication.INDETERMINATE);
        assertThat(blind.subIndication()).isEqualTo("SIGNED_DATA_NOT_FOUND");
    }

    @Test
    void failsWhenOtherContentIsBroughtBesideTheAttached() throws Exception {
        byte[] cms = TestCms.by(issuer.signer("CN=Alice", TestKey.ec())).build();
        SignedContainer container = DESK.read(cms);
        ContentDigests other = ContentDigests.of(new byte[]{1}, container.digestsNeeded());
        assertThat(only(DESK.examine(container, other, trusted(), NOW)).subIndication()).isEqualTo("HASH_FAILURE");
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void failsWhenSignatureIsAnothersKeys(TestKey key) throws Exception {
        TestAuthority.Holder alice = issuer.signer("CN=Alice", key);
        TestKey other = new TestKey(key.info(), key.signatureId(), key.digest(), key.digestId(), message -> {
            byte[] signature = key.sign(message);
            signature[signature.length - 1] ^= 1;
            return signature;
        });
        Verdict verdict = examined(TestCms.by(new TestAuthority.Holder(other, alice.certificate())), trusted(), NOW);
        assertThat(only(verdict).subIndication()).isEqualTo("SIG_CRYPTO_FAILURE");
        assertThat(only(verdict).keyValidity().status()).isEqualTo(Indication.PASSED);
        assertThat(verdict.missing()).isEmpty();
    }

    @Test
    void asksForEvidenceAndWaitsWhenThereIsNone() throws Exception {
        TestAuthority.Holder alice = issuer.signer("CN=Alice", TestKey.ec());
        Verdict verdict = examined(TestCms.by(alice), trusting().build(), NOW);
        assertThat(verdict.status()).isEqualTo(Indication.INDETERMINATE);
        assertThat(only(verdict).subIndication()).isEqualTo("TRY_LATER");
        assertThat(only(verdict).authenticity().status()).isEqualTo(Indication.PASSED);
        EvidenceNeed need = verdict.missing().getFirst();
        assertThat(need.key()).isEqualTo(Der.sha256(alice.certificate()));
        assertThat(need.issuerDer()).isEqualTo(issuer.certificate());
        assertThat(need.ocspUrls()).containsExactly("http://ocsp.test/");
    }

    @Test
    void asksNothingAboutACertificateOfAStranger() throws Exception {
        TestAuthority stranger = TestAuthority.root("Root", TestKey.ec()).below("Issuer", TestKey.ec());
        Verdict verdict = examined(TestCms.by(stranger.signer("CN=Mallory", TestKey.ec())).with(stranger.certificate()),
                trusted(), NOW);
        assertThat(verdict.status()).isEqualTo(Indication.INDETERMINATE);
        assertThat(only(verdict).subIndication()).isEqualTo("NO_CERTIFICATE_CHAIN_FOUND");
        assertThat(only(verdict).authenticity().status()).isEqualTo(Indication.PASSED);
        assertThat(verdict.missing()).isEmpty();
        assertThat(only(verdict).chain()).isEmpty();
    }

    @Test
    void failsWhenRevokedBeforeReceiptAndPassesWhenRevokedAfter() throws Exception {
        TestAuthority.Holder alice = issuer.signer("CN=Alice", TestKey.ec());
        Instant revoked = NOW.minus(Duration.ofHours(1));
        TrustSnapshot trust = trusting().crl(issuer.crl(NOW, revoked, CRLReason.keyCompromise, alice)).build();
        Verdict after = examined(TestCms.by(alice), trust, NOW);
        assertThat(after.status()).isEqualTo(Indication.FAILED);
        assertThat(only(after).subIndication()).isEqualTo("REVOKED");
        assertThat(only(after).revocation()).isEqualTo(new Revocation(revoked, "keyCompromise"));
        assertThat(examined(TestCms.by(alice), trust, revoked).status()).isEqualTo(Indication.FAILED);
        assertThat(examined(TestCms.by(alice), trust, revoked.minusSeconds(1)).status()).isEqualTo(Indication.PASSED);
    }

    @Test
    void failsWhenOnHold() throws Exception {
        TestAuthority.Holder alice = issuer.signer("CN=Alice", TestKey.ec());
        TrustSnapshot trust = trusting()
                .crl(issuer.crl(NOW, NOW.minus(Duration.ofHours(1)), CRLReason.certificateHold, alice)).build();
        SignatureReport report = only(examined(TestCms.by(alice), trust, NOW));
        assertThat(report.subIndication()).isEqualTo("REVOKED");
        assertThat(report.revocation()).extracting(Revocation::reason).isEqualTo("certificateHold");
    }

    @Test
    void waitsWhenTheListIsStaleButBelievesItsRevocations() throws Exception {
        TestAuthority.Holder alice = issuer.signer("CN=Alice", TestKey.ec());
        Instant old = NOW.minus(Duration.ofDays(60));
        assertThat(only(examined(TestCms.by(alice), trusting().crl(issuer.crl(old)).build(), NOW)).subIndication())
                .isEqualTo("TRY_LATER");
        assertThat(
                only(examined(TestCms.by(alice), trusting().crl(issuer.crl(old, alice)).build(), NOW)).subIndication())
                .isEqualTo("REVOKED");
    }

    @Test
    void believesNoListThatTheIssuerDidNotSign() throws Exception {
        TestAuthority.Holder alice = issuer.signer("CN=Alice", TestKey.ec());
        TestAuthority forger = new TestAuthority(TestKey.ec(), issuer.certificate(), issuer.name());
        TrustSnapshot trust = trusting().crl(forger.crl(NOW)).crl(forger.crl(NOW, alice)).build();
        assertThat(only(examined(TestCms.by(alice), trust, NOW)).subIndication()).isEqualTo("TRY_LATER");
    }

    @Test
    void failsWhenExpiredOrNotYetValid() throws Exception {
        TestAuthority.Holder alice = issuer.issue("CN=Alice", TestKey.ec(), NOW.minus(Duration.ofDays(9)),
                NOW.minus(Duration.ofDays(1)));
        assertThat(only(examined(TestCms.by(alice), trusted(), NOW)).subIndication()).isEqualTo("EXPIRED");
        assertThat(only(examined(TestCms.by(alice), trusted(), NOW.minus(Duration.ofDays(10)))).subIndication())
                .isEqualTo("NOT_YET_VALID");
    }

    @Test
    void provesWithATimestampThatTheSignatureIsOlderThanTheRevocation() throws Exception {
        TestAuthority.Holder alice = issuer.signer("CN=Alice", TestKey.ec());
        TestAuthority.Holder stamps = issuer.timestamper(TestKey.rsa());
        Instant revoked = NOW.minus(Duration.ofDays(2));
        TrustSnapshot trust = trusting().crl(issuer.crl(NOW, revoked, CRLReason.keyCompromise, alice)).build();
        Instant before = revoked.minusSeconds(60);
        SignatureReport early = only(
                examined(TestCms.by(alice).stamped(value -> TestCms.token(stamps, value, before)), trust, NOW));
        assertThat(early.status()).as("%s", early).isEqualTo(Indication.PASSED);
        assertThat(early.bestSignatureTime()).isEqualTo(before);
        assertThat(early.revocation()).isNotNull();
        Instant after = revoked.plusSeconds(60);
        SignatureReport late = only(
                examined(TestCms.by(alice).stamped(value -> TestCms.token(stamps, value, after)), trust, NOW));
        assertThat(late.subIndication()).isEqualTo("REVOKED");
        assertThat(late.bestSignatureTime()).isEqualTo(after);
    }

    @Test
    void believesNoTimestampThatIsNotProved() throws Exception {
        TestAuthority.Holder alice = issuer.signer("CN=Alice", TestKey.ec());
        TestAuthority.Holder stamps = issuer.timestamper(TestKey.ec());
        TestAuthority.Holder stranger = TestAuthority.root("Root", TestKey.ec()).timestamper(TestKey.ec());
        Instant early = NOW.minus(Duration.ofDays(3));
        for (TestCms cms : List.of(TestCms.by(alice).stamped(value -> TestCms.token(stamps, new byte[]{1}, early)),
                TestCms.by(alice).stamped(value -> TestCms.token(alice, value, early)),
                TestCms.by(alice).stamped(value -> TestCms.token(stranger, value, early)),
                TestCms.by(alice).stamped(value -> Der.encoded(DERNull.INSTANCE)))) {
            SignatureReport report = only(examined(cms, trusted(), NOW));
            assertThat(report.bestSignatureTime()).isEqualTo(NOW);
            assertThat(report.timestamp()).isNotNull().extracting(TimestampReport::status)
                    .isNotEqualTo(Indication.PASSED);
            assertThat(report.status()).isEqualTo(Indication.PASSED);
        }
    }

    @Test
    void neverTakesAFutureTimestampForTheSigningTime() throws Exception {
        TestAuthority.Holder alice = issuer.signer("CN=Alice", TestKey.ec());
        TestAuthority.Holder stamps = issuer.timestamper(TestKey.ec());
        TestCms cms = TestCms.by(alice).stamped(value -> TestCms.token(stamps, value, NOW.plus(Duration.ofDays(5))));
        assertThat(only(examined(cms, trusted(), NOW)).bestSignatureTime()).isEqualTo(NOW);
    }

    @Test
    void refusesMixedAlgorithms() throws Exception {
        TestAuthority.Holder alice = issuer.signer("CN=Alice", TestKey.gost());
        TestAuthority.Holder bob = issuer.signer("CN=Bob", TestKey.rsa());
        for (TestCms mixed : List.of(TestCms.by(alice).digestNamed("1.2.398.3.10.1.3.2"),
                TestCms.by(alice).digestNamed("1.2.643.7.1.1.2.3"),
                TestCms.by(alice).signatureNamed("1.2.643.7.1.1.3.3"),
                TestCms.by(alice).signatureNamed("1.2.398.3.10.1.1.2.3.1"),
                TestCms.by(alice).digestNamed("2.16.840.1.101.3.4.2.1"),
                TestCms.by(bob).digestNamed("1.2.398.3.10.1.3.3"),
                TestCms.by(bob).digestNamed("2.16.840.1.101.3.4.2.3"),
                TestCms.by(bob).signatureNamed("1.2.840.10045.4.3.2"),
                TestCms.by(bob).digestNamed("1.2.840.113549.2.5"), TestCms.by(bob).digestNamed("1.3.14.3.2.26"),
                TestCms.by(bob).signatureNamed("1.2.840.113549.1.1.1").digestNamed("1.3.14.3.2.26"))) {
            SignatureReport report = only(examined(mixed, trusted(), NOW));
            assertThat(report.status()).isEqualTo(Indication.FAILED);
            assertThat(report.subIndication()).isEqualTo("CRYPTO_CONSTRAINTS_FAILURE");
        }
    }

    @Test
    void acceptsTheKeysIdentifierInPlaceOfTheSignatures() throws Exception {
        TestAuthority.Holder alice = issuer.signer("CN=Alice", TestKey.gost());
        TestAuthority.Holder bob = issuer.signer("CN=Bob", TestKey.rsa());
        assertThat(examined(TestCms.by(alice).signatureNamed("1.2.398.3.10.1.1.2.2"), trusted(), NOW).status())
                .isEqualTo(Indication.PASSED);
        assertThat(examined(TestCms.by(bob).signatureNamed("1.2.840.113549.1.1.1"), trusted(), NOW).status())
                .isEqualTo(Indication.PASSED);
    }

    @Test
    void refusesShortKeys() throws Exception {
        TestAuthority.Holder weak = issuer.signer("CN=Weak",
                TestKey.rsa(1024, "SHA256withRSA", "1.2.840.113549.1.1.11"));
        assertThat(only(examined(TestCms.by(weak), trusted(), NOW)).subIndication())
                .isEqualTo("CRYPTO_CONSTRAINTS_FAILURE");
    }

    @Test
    void failsWhenTheKeyIsNotForSigning() throws Exception {
        TestAuthority.Holder alice = issuer.issue("CN=Alice", TestKey.ec(), TestAuthority.START, TestAuthority.END,
                TestAuthority.usage(KeyUsage.keyAgreement));
        assertThat(only(examined(TestCms.by(alice), trusted(), NOW)).subIndication())
                .isEqualTo("CHAIN_CONSTRAINTS_FAILURE");
    }

    @Test
    void demandsNonRepudiationOfResidentsOnly() throws Exception {
        TestAuthority.Holder alice = issuer.issue("CN=Alice", TestKey.ec(), TestAuthority.START, TestAuthority.END,
                TestAuthority.usage(KeyUsage.digitalSignature));
        assertThat(examined(TestCms.by(alice), trusted(), NOW).status()).isEqualTo(Indication.PASSED);
        TrustSnapshot residents = TrustSnapshot.builder(1).anchor(root.certificate(), SignatureRegime.EDS)
                .intermediate(issuer.certificate()).crl(issuer.crl(NOW)).build();
        assertThat(only(examined(TestCms.by(alice), residents, NOW)).subIndication())
                .isEqualTo("CHAIN_CONSTRAINTS_FAILURE");
        SignatureDesk login = new SignatureDesk(SignatureDesk.BYTES_MAX, VerificationPolicy.login());
        assertThat(login.examine(login.read(TestCms.by(alice).build()), ContentDigests.none(), residents, NOW).status())
                .isEqualTo(Indication.PASSED);
    }

    @Test
    void failsPathsThatBreakTheRules() throws Exception {
        TestKey key = TestKey.ec();
        TestAuthority notAuthority = root.below("Bob", key, TestAuthority.usage(KeyUsage.digitalSignature));
        TestAuthority noCertSign = root.below("NoCertSign", key, TestAuthority.authority(null),
                TestAuthority.usage(KeyUsage.cRLSign));
        TestAuthority unknownCritical = root.below("Critical", key, TestAuthority.authority(null),
                new TestAuthority.Extra(new ASN1ObjectIdentifier("1.2.3.4"), true, DERNull.INSTANCE));
        TestAuthority zero = root.below("Zero", TestKey.ec(), TestAuthority.authority(0));
        TestAuthority belowZero = zero.below("BelowZero", key);
        for (TestAuthority bad : List.of(notAuthority, noCertSign, unknownCritical, belowZero)) {
            TestCms cms = TestCms.by(bad.signer("CN=Alice", key)).with(bad.certificate()).with(zero.certificate());
            SignatureReport report = only(examined(cms, trusted(), NOW));
            assertThat(report.status()).as(bad.name().toString()).isEqualTo(Indication.FAILED);
            assertThat(report.subIndication()).as(bad.name().toString()).isEqualTo("CHAIN_CONSTRAINTS_FAILURE");
        }
    }

    @Test
    void failsWhenAnIssuerWasRevoked() throws Exception {
        TestAuthority.Holder alice = issuer.signer("CN=Alice", TestKey.ec());
        TrustSnapshot trust = trusting().crl(issuer.crl(NOW))
                .crl(root.crl(NOW, new TestAuthority.Holder(issuer.key(), issuer.certificate()))).build();
        SignatureReport report = only(examined(TestCms.by(alice), trust, NOW));
        assertThat(report.status()).isEqualTo(Indication.FAILED);
        assertThat(report.subIndication()).isEqualTo("CHAIN_CONSTRAINTS_FAILURE");
    }

    @Test
    void failsAsAWholeWhenOneOfSeveralSignersFails() throws Exception {
        TestAuthority.Holder alice = issuer.signer("CN=Alice", TestKey.gost());
        TestAuthority.Holder bob = issuer.signer("CN=Bob", TestKey.rsa());
        TrustSnapshot trust = trusting().crl(issuer.crl(NOW, bob)).build();
        Verdict verdict = examined(TestCms.by(alice, bob), trust, NOW);
        assertThat(verdict.status()).isEqualTo(Indication.FAILED);
        assertThat(verdict.signatures()).extracting(SignatureReport::status).containsExactlyInAnyOrder(
                Indication.PASSED,
                Indication.FAILED);
        assertThat(examined(TestCms.by(alice, bob), trusted(), NOW).status()).isEqualTo(Indication.PASSED);
    }

    @Test
    void saysSoWhenTheSignersCertificateIsNowhere() throws Exception {
        TestAuthority.Holder alice = issuer.signer("CN=Alice", TestKey.ec());
        SignatureReport report = only(examined(TestCms.by(alice).withoutCertificates(), trusted(), NOW));
        assertThat(report.status()).isEqualTo(Indication.INDETERMINATE);
        assertThat(report.subIndication()).isEqualTo("NO_SIGNING_CERTIFICATE_FOUND");
    }

    @Test
    void trustsAListedIntermediateAndAListedSigner() throws Exception {
        TestAuthority.Holder alice = issuer.signer("CN=Alice", TestKey.ec());
        TrustSnapshot byIssuer = TrustSnapshot.builder(1).anchor(issuer.certificate(), SignatureRegime.ES)
                .crl(issuer.crl(NOW)).build();
        assertThat(only(examined(TestCms.by(alice), byIssuer, NOW)).chain()).hasSize(2);
        TrustSnapshot pinned = TrustSnapshot.builder(1).anchor(alice.certificate(), SignatureRegime.ES).build();
        assertThat(examined(TestCms.by(alice), pinned, NOW).status()).isEqualTo(Indication.PASSED);
    }
}

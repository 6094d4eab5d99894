package kz.centerpro.hub.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import kz.centerpro.contracts.party.SignatureRegime;
import kz.centerpro.hub.certificate.CertificateReader;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.EvidenceNeed;
import kz.centerpro.hub.certificate.Indication;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.OcspAnswer;
import kz.centerpro.hub.certificate.OcspCodec.NonceRule;
import kz.centerpro.hub.certificate.OcspCodec;
import kz.centerpro.hub.certificate.Revocation;
import kz.centerpro.hub.certificate.TrustSnapshot;
import kz.centerpro.hub.certificate.VerificationPolicy;
import kz.centerpro.hub.pkitest.TestAuthority;
import kz.centerpro.hub.pkitest.TestCms;
import kz.centerpro.hub.pkitest.TestKey;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.bouncycastle.asn1.ocsp.OCSPResponseStatus;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.bouncycastle.tsp.TimeStampRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What comes back from OCSP responders and time-stamping authorities, good and forged. */
class NetworkEvidenceTest {

    private static final Instant NOW = Instant.parse("2026-06-01T10:00:00Z");
    private static final byte[] NONCE = {1, 2, 3, 4, 5, 6, 7, 8};

    private final TestAuthority issuer;
    private final TestAuthority.Holder alice;
    private final TrustSnapshot trust;
    private final EvidenceNeed need;
    private final OcspCodec codec = new OcspCodec(VerificationPolicy.documents(), NonceRule.REQUIRED);
    private final SignatureDesk desk = new SignatureDesk(SignatureDesk.BYTES_MAX, VerificationPolicy.documents());

    NetworkEvidenceTest() throws Exception {
        issuer = TestAuthority.root("Issuer", TestKey.gost());
        alice = issuer.signer("CN=Alice", TestKey.gost());
        trust = TrustSnapshot.builder(1).anchor(issuer.certificate(), SignatureRegime.EDS).build();
        need = CertificateReader.evidenceNeed(alice.certificate(), trust, NOW).orElseThrow();
    }

    private OcspAnswer read(byte[] response) {
        return codec.read(response, need, NONCE, NOW, trust);
    }

    private Verdict examined(byte[] response) throws Exception {
        return desk.examine(desk.read(TestCms.by(alice).build()), ContentDigests.none(), trust.withOcsp(response), NOW);
    }

    @Test
    void asksAboutTheCertificateWithTheNonce() throws Exception {
        OCSPReq request = new OCSPReq(codec.request(need, NONCE));
        assertThat(request.getRequestList()[0].getCertID().getSerialNumber()).isEqualTo(alice.serial());
        assertThat(request.getExtension(org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers.id_pkix_ocsp_nonce))
                .isNotNull();
        assertThat(new OCSPReq(codec.request(need, null)).hasExtensions()).isFalse();
    }

    @Test
    void believesTheIssuerAndItsDelegate() throws Exception {
        for (TestAuthority.Holder responder : new TestAuthority.Holder[]{issuer.self(),
                issuer.delegate(TestKey.gost())}) {
            byte[] good = issuer.ocsp(alice, CertificateStatus.GOOD, NOW, NONCE, responder);
            assertThat(read(good).status()).as(read(good).reason()).isEqualTo(OcspAnswer.Status.GOOD);
            assertThat(read(good).thisUpdate()).isEqualTo(NOW);
            Verdict verdict = examined(good);
            assertThat(verdict.status()).isEqualTo(Indication.PASSED);
            assertThat(verdict.missing()).isEmpty();
        }
    }

    @Test
    void readsRevocationsWithDateAndReason() throws Exception {
        Instant revokedAt = NOW.minus(Duration.ofDays(3));
        byte[] revoked = issuer.ocsp(alice, new RevokedStatus(Date.from(revokedAt), CRLReason.certificateHold), NOW,
                NONCE,
                issuer.delegate(TestKey.ec()));
        OcspAnswer answer = read(revoked);
        assertThat(answer.status()).isEqualTo(OcspAnswer.Status.REVOKED);
        assertThat(answer.revokedAt()).isEqualTo(revokedAt);
        assertThat(answer.reason()).isEqualTo("certificateHold");
        SignatureReport report = examined(revoked).signatures().getFirst();
        assertThat(report.subIndication()).isEqualTo("REVOKED");
        assertThat(report.revocation()).isEqualTo(new Revocation(revokedAt, "certificateHold"));
    }

    @Test
    void neverReadsUnknownAsGood() throws Exception {
        byte[] unknown = issuer.ocsp(alice, new UnknownStatus(), NOW, NONCE, issuer.self());
        assertThat(read(unknown).status()).isEqualTo(OcspAnswer.Status.UNKNOWN);
        assertThat(examined(unknown).status()).isEqualTo(Indication.INDETERMINATE);
        assertThat(examined(unknown).missing()).hasSize(1);
    }

    @Test
    void refusesForgedResponses() throws Exception {
        TestAuthority stranger = TestAuthority.root("Issuer", TestKey.gost());
        TestAuthority.Holder unauthorised = issuer.issue("CN=Responder", TestKey.ec(), TestAuthority.START,
                TestAuthority.END,
                TestAuthority.usage(KeyUsage.digitalSignature));
        TestAuthority.Holder expired = issuer.issue("CN=Responder", TestKey.ec(), TestAuthority.START,
                NOW.minus(Duration.ofDays(1)), TestAuthority.purposes(false, "1.3.6.1.5.5.7.3.9"));
        TestAuthority.Holder impostor = new TestAuthority.Holder(TestKey.gost(), issuer.certificate());
        for (TestAuthority.Holder responder : new TestAuthority.Holder[]{stranger.delegate(TestKey.ec()), unauthorised,
                expired, impostor, alice}) {
            byte[] forged = issuer.ocsp(alice, CertificateStatus.GOOD, NOW, NONCE, responder);
            assertThat(read(forged).status()).isEqualTo(OcspAnswer.Status.UNUSABLE);
            assertThat(examined(forged).status()).isEqualTo(Indication.INDETERMINATE);
        }
    }

    @Test
    void refusesAnswersToOtherQuestions() throws Exception {
        TestAuthority.Holder bob = issuer.signer("CN=Bob", TestKey.ec());
        assertUnusable(issuer.ocsp(bob, CertificateStatus.GOOD, NOW, NONCE, issuer.self()));
        assertUnusable(issuer.ocsp(alice, CertificateStatus.GOOD, NOW, new byte[]{9}, issuer.self()));
        assertUnusable(issuer.ocsp(alice, CertificateStatus.GOOD, NOW, null, issuer.self()));
        assertUnusable(issuer.ocsp(alice, CertificateStatus.GOOD, NOW.minus(Duration.ofDays(1)), NONCE, issuer.self()));
        assertUnusable(issuer.ocsp(alice, CertificateStatus.GOOD, NOW.plus(Duration.ofDays(1)), NONCE, issuer.self()));
        assertUnusable(new OCSPResponse(new OCSPResponseStatus(3), null).getEncoded());
        assertUnusable(new byte[]{0x30, 0x00});
        assertUnusable(new byte[0]);
        OcspCodec lenient = new OcspCodec(VerificationPolicy.documents(), NonceRule.MAY_BE_ABSENT);
        byte[] silent = issuer.ocsp(alice, CertificateStatus.GOOD, NOW, null, issuer.self());
        assertThat(lenient.read(silent, need, NONCE, NOW, trust).status()).isEqualTo(OcspAnswer.Status.GOOD);
    }

    private void assertUnusable(byte[] response) {
        assertThat(read(response).status()).isEqualTo(OcspAnswer.Status.UNUSABLE);
        assertThat(read(response).reason()).isNotEmpty();
    }

    @Test
    void staysIndeterminateOnAnOldAnswer() throws Exception {
        byte[] old = issuer.ocsp(alice, CertificateStatus.GOOD, NOW.minus(Duration.ofHours(2)), NONCE, issuer.self());
        assertThat(examined(old).signatures().getFirst().subIndication()).isEqualTo("TRY_LATER");
        byte[] later = issuer.ocsp(alice, CertificateStatus.GOOD, NOW.plus(Duration.ofHours(2)), NONCE, issuer.self());
        assertThat(examined(later).status()).isEqualTo(Indication.PASSED);
    }

    @Test
    void readsGrantedStampsAndRefusals() throws Exception {
        TestAuthority.Holder stamps = issuer.timestamper(TestKey.gost());
        TimestampCodec timestamps = new TimestampCodec(VerificationPolicy.documents());
        byte[] stamped = "checkpoint".getBytes(StandardCharsets.UTF_8);
        byte[] imprint = DigestAlgorithm.SHA_256.digest(stamped);
        TimeStampRequest request = new TimeStampRequest(timestamps.request(imprint, DigestAlgorithm.SHA_256, NONCE));
        assertThat(request.getNonce()).isEqualTo(new BigInteger(1, NONCE));
        assertThat(request.getMessageImprintDigest()).isEqualTo(imprint);
        assertThat(request.getCertReq()).isTrue();

        byte[] token = ASN1Primitive.fromByteArray(TestCms.token(stamps, stamped, NOW, request.getNonce()))
                .getEncoded(ASN1Encoding.DER);
        TimestampCodec.Granted granted = timestamps.read(response(0, token), imprint, DigestAlgorithm.SHA_256, NONCE,
                trust);
        assertThat(granted.report().status()).as(granted.report().reason()).isEqualTo(Indication.PASSED);
        assertThat(granted.report().time()).isEqualTo(NOW);
        assertThat(granted.token()).isEqualTo(token);
        assertThat(timestamps.verify(granted.token(), stamped, trust).status()).isEqualTo(Indication.PASSED);
        assertThat(timestamps.verify(granted.token(), new byte[]{1}, trust).status()).isEqualTo(Indication.FAILED);
        assertThat(timestamps.read(response(0, token), imprint, DigestAlgorithm.SHA_256, new byte[]{7}, trust).report()
                .status()).isEqualTo(Indication.FAILED);
        assertThatThrownBy(
                () -> timestamps.read(response(2, null), imprint, DigestAlgorithm.SHA_256, NONCE, trust))
                .isInstanceOf(MalformedSignature.class).hasMessageContaining("status 2");
        TrustSnapshot others = TrustSnapshot.builder(1).anchor(issuer.certificate(), SignatureRegime.EDS)
                .tsaAnchor(TestAuthority.root("Other", TestKey.ec()).certificate()).build();
        assertThat(timestamps.verify(token, stamped, others).status()).isEqualTo(Indication.INDETERMINATE);
    }

    private static byte[] response(int status, byte @Nullable [] token) throws Exception {
        ASN1Encodable info = new DERSequence(new ASN1Integer(status));
        return new DERSequence(token == null
                ? new ASN1Encodable[]{info}
                : new ASN1Encodable[]{info, ASN1Primitive.fromByteArray(token)}).getEncoded();
    }
}

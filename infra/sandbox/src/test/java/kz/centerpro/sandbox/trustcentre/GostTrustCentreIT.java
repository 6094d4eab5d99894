package kz.centerpro.sandbox.trustcentre;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.tsp.TimeStampToken;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The GOST parts judged by Bouncy Castle's Russian signature class, see {@link Gost}. */
class GostTrustCentreIT {

    private static final byte[] DOCUMENT = "Келісімшарт № 1".getBytes(StandardCharsets.UTF_8);
    private static TrustCentre centre;

    @BeforeAll
    static void start() {
        centre = TrustCentre.startTemporary(Clock.systemUTC());
    }

    @AfterAll
    static void stop() {
        centre.close();
    }

    @Test
    void signsAttachedAndDetachedAndByDigest() throws Exception {
        ClientSigner signer = centre.person("individual").signer();
        assertSigned(new CMSSignedData(signer.sign(DOCUMENT, true)), signer.certificate());
        assertSigned(detached(signer.sign(DOCUMENT, false)), signer.certificate());
        assertSigned(detached(signer.signDetachedDigest(signer.digestOf(DOCUMENT))), signer.certificate());
        assertSigned(detached(signer.signDetached(new ByteArrayInputStream(DOCUMENT))), signer.certificate());
    }

    @Test
    void keepsTheFirstSignatureWhenASecondIsAdded() throws Exception {
        ClientSigner head = centre.person("head-a").signer();
        byte[] both = centre.person("employee-b").signer().addSignature(head.sign(DOCUMENT, true), DOCUMENT);
        var cms = new CMSSignedData(both);
        assertThat(cms.getSignerInfos().getSigners()).hasSize(2);
        assertThat(cms.getCertificates().getMatches(null)).hasSize(2);
        SignerInformation first = cms.getSignerInfos().getSigners().stream()
                .filter(s -> s.getEncryptionAlgOID().equals(KazakhOids.SIGNATURE_GOST_512.getId())).findFirst()
                .orElseThrow();
        assertThat(Gost.verifies(first.getEncodedSignedAttributes(), first.getSignature(),
                head.certificate().getSubjectPublicKeyInfo())).isTrue();
    }

    @Test
    void stampsSignaturesWithTheKazakhPolicyAndImprint() throws Exception {
        ClientSigner signer = centre.person("head-b").signer().withTimeStamps(centre.urls().tsa(KeyKind.GOST));
        SignerInformation info = only(new CMSSignedData(signer.sign(DOCUMENT, true)));
        var attribute = info.getUnsignedAttributes().get(PKCSObjectIdentifiers.id_aa_signatureTimeStampToken);
        var token = new TimeStampToken(
                ContentInfo.getInstance(attribute.getAttributeValues()[0]));
        assertThat(token.getTimeStampInfo().getPolicy()).isEqualTo(KazakhOids.TSA_POLICY_GOST);
        assertThat(token.getTimeStampInfo().getMessageImprintAlgOID()).isEqualTo(KazakhOids.DIGEST_512);
        assertThat(token.getTimeStampInfo().getMessageImprintDigest())
                .isEqualTo(Digests.digest(KazakhOids.DIGEST_512, info.getSignature()));
        X509CertificateHolder authority = token.getCertificates().getMatches(null).iterator().next();
        SignerInformation stamp = only(token.toCMSSignedData());
        assertThat(Gost.verifies(stamp.getEncodedSignedAttributes(), stamp.getSignature(),
                authority.getSubjectPublicKeyInfo())).isTrue();
        assertThat(Gost.verifies(authority, centre.intermediate(KeyKind.GOST))).isTrue();
    }

    @Test
    void answersOcspByPostAndGetWithNonceAndEveryStatus() throws Exception {
        Person person = centre.person("employee-a");
        byte[] question = question(person.serial());
        BasicOCSPResp good = basic(OpensslJudgesTrustCentreIT.post(centre.urls().ocsp(KeyKind.GOST), question));
        assertThat(good.getResponses()[0].getCertStatus()).isEqualTo(CertificateStatus.GOOD);
        assertThat(good.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce)).isNotNull();

        centre.revoke(person.serial(), TrustCentre.REASON_KEY_COMPROMISE);
        String path = URLEncoder.encode(Base64.getEncoder().encodeToString(question), StandardCharsets.US_ASCII);
        BasicOCSPResp revoked = basic(
                OpensslJudgesTrustCentreIT.get(URI.create(centre.urls().ocsp() + "/" + path)));
        assertThat(revoked.getResponses()[0].getCertStatus()).isInstanceOfSatisfying(RevokedStatus.class,
                s -> assertThat(s.getRevocationReason()).isEqualTo(1));

        BasicOCSPResp unknown = basic(
                OpensslJudgesTrustCentreIT.post(centre.urls().ocsp(), question(BigInteger.valueOf(4711))));
        assertThat(unknown.getResponses()[0].getCertStatus()).isInstanceOf(UnknownStatus.class);

        var foreign = new OCSPResp(OpensslJudgesTrustCentreIT.post(centre.urls().ocsp(KeyKind.EC), question));
        assertThat(foreign.getStatus()).isEqualTo(OCSPResp.UNAUTHORIZED);
        var rubbish = new OCSPResp(OpensslJudgesTrustCentreIT.post(centre.urls().ocsp(), new byte[]{1, 2, 3}));
        assertThat(rubbish.getStatus()).isEqualTo(OCSPResp.MALFORMED_REQUEST);
    }

    @Test
    void listsRevocationsOfPeopleButNotOfOtherHierarchies() throws Exception {
        BigInteger own = centre.person("signer-a").serial();
        BigInteger other = centre.person("non-resident").serial();
        centre.hold(own);
        centre.hold(other);
        var crl = new X509CRLHolder(OpensslJudgesTrustCentreIT.get(centre.urls().crl(KeyKind.GOST)));
        assertThat(crl.getRevokedCertificate(own)).isNotNull();
        assertThat(crl.getRevokedCertificate(other)).isNull();
        assertThat(Gost.verifies(crl.toASN1Structure().getTBSCertList().getEncoded("DER"),
                crl.toASN1Structure().getSignature().getOctets(),
                centre.intermediate(KeyKind.GOST).getSubjectPublicKeyInfo())).isTrue();
        centre.release(own);
        centre.release(other);
    }

    @Test
    void signsWithTestKeyOfTheNationalCentre() throws Exception {
        Path file = Path.of(System.getProperty("center.shared", "../shared"), "kz-pki/p12/legal/valid/head.p12");
        Assumptions.assumeTrue(Files.exists(file), "SKIPPED: the public test key " + file + " is not on this machine");
        ClientSigner signer = ClientSigner.open(file, "Qwerty12");
        assertThat(signer.kind()).isEqualTo(KeyKind.GOST);
        assertThat(signer.certificate().getSubject().toString()).contains("BIN123456789021");
        assertSigned(new CMSSignedData(signer.sign(DOCUMENT, true)), signer.certificate());
    }

    private static void assertSigned(CMSSignedData cms, X509CertificateHolder by) throws Exception {
        SignerInformation info = only(cms);
        assertThat(info.getSID().match(by)).isTrue();
        assertThat(info.getDigestAlgOID()).isEqualTo(KazakhOids.DIGEST_512.getId());
        var digest = ASN1OctetString.getInstance(
                info.getSignedAttributes().get(CMSAttributes.messageDigest).getAttributeValues()[0]).getOctets();
        assertThat(digest).isEqualTo(Digests.digest(KazakhOids.DIGEST_512,
                (byte[]) cms.getSignedContent().getContent()));
        byte[] signature = info.getSignature();
        assertThat(Gost.verifies(info.getEncodedSignedAttributes(), signature, by.getSubjectPublicKeyInfo())).isTrue();
        byte[] broken = Arrays.copyOf(signature, signature.length);
        broken[5] ^= 1;
        assertThat(Gost.verifies(info.getEncodedSignedAttributes(), broken, by.getSubjectPublicKeyInfo())).isFalse();
    }

    private static CMSSignedData detached(byte[] cms) throws Exception {
        return new CMSSignedData(new CMSProcessableByteArray(DOCUMENT), cms);
    }

    private static SignerInformation only(CMSSignedData cms) {
        return cms.getSignerInfos().getSigners().iterator().next();
    }

    private static byte[] question(BigInteger serial) throws Exception {
        var nonce = new Extension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce, false,
                new DEROctetString(new DEROctetString(new byte[]{1, 2, 3, 4, 5, 6, 7, 8})));
        return new OCSPReqBuilder()
                .addRequest(new CertificateID(new Digests().get(Digests.SHA_256), centre.intermediate(KeyKind.GOST),
                        serial))
                .setRequestExtensions(new Extensions(nonce)).build().getEncoded();
    }

    private static BasicOCSPResp basic(byte[] answer) throws Exception {
        var response = new OCSPResp(answer);
        assertThat(response.getStatus()).isEqualTo(OCSPResp.SUCCESSFUL);
        var basic = (BasicOCSPResp) response.getResponseObject();
        assertThat(Gost.verifies(basic.getTBSResponseData(), basic.getSignature(),
                basic.getCerts()[0].getSubjectPublicKeyInfo())).isTrue();
        assertThat(Gost.verifies(basic.getCerts()[0], centre.intermediate(KeyKind.GOST))).isTrue();
        return basic;
    }
}

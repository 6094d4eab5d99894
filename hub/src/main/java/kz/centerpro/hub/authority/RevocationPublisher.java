package kz.centerpro.hub.authority;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kz.centerpro.hub.certificate.Der;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.SignatureScheme;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPRequest;
import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.bouncycastle.asn1.ocsp.OCSPResponseStatus;
import org.bouncycastle.asn1.ocsp.Request;
import org.bouncycastle.asn1.ocsp.ResponseBytes;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.jspecify.annotations.Nullable;

/** Writes revocation lists (RFC 5280, 5) and answers of the responder (RFC 6960), signed with the authority's key. */
final class RevocationPublisher {

    private static final int REQUEST_BYTES_MAX = 4 * 1024;
    private static final int CERTIFICATES_MAX = 8;
    private static final int NONCE_BYTES_MAX = 128;

    private final AuthorityKey authority;
    private final Duration listLifetime;

    RevocationPublisher(AuthorityKey authority, Duration listLifetime) {
        this.authority = authority;
        this.listLifetime = listLifetime;
    }

    /** A question that was read: which of our serial numbers it asks for; null for certificates of others. */
    record Asked(Map<CertID, @Nullable String> certificates, @Nullable Extension nonce) {

        List<String> serials() {
            return certificates.values().stream().filter(java.util.Objects::nonNull).distinct().toList();
        }
    }

    /** The list of all that is revoked, numbered by its time. */
    byte[] list(List<IssuedCertificate> revoked, Instant at) throws IOException {
        X509v2CRLBuilder list = new X509v2CRLBuilder(authority.certificate().getSubject(), Date.from(at));
        list.setNextUpdate(Date.from(at.plus(listLifetime)));
        for (IssuedCertificate certificate : revoked) {
            Instant since = certificate.revokedAt();
            Integer reason = certificate.revocation();
            if (since != null && reason != null) {
                list.addCRLEntry(new BigInteger(certificate.serial(), 16), Date.from(since), reason);
            }
        }
        list.addExtension(Extension.cRLNumber, false, new CRLNumber(BigInteger.valueOf(at.toEpochMilli())));
        list.addExtension(Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(DigestAlgorithm.SHA_1
                .digest(authority.certificate().getSubjectPublicKeyInfo().getPublicKeyData().getOctets())));
        return list.build(authority.signer()).getEncoded();
    }

    Asked read(byte[] request) throws MalformedSignature {
        if (request.length > REQUEST_BYTES_MAX) {
            throw new MalformedSignature("OCSP request of " + request.length + " bytes");
        }
        return Der.contained("OCSP request", () -> {
            OCSPRequest parsed = OCSPRequest.getInstance(Der.parse(request));
            var questions = parsed.getTbsRequest().getRequestList();
            if (questions.size() == 0 || questions.size() > CERTIFICATES_MAX) {
                throw new MalformedSignature(questions.size() + " certificates in one OCSP request");
            }
            Map<CertID, @Nullable String> certificates = new LinkedHashMap<>();
            for (int i = 0; i < questions.size(); i++) {
                CertID id = Request.getInstance(questions.getObjectAt(i)).getReqCert();
                certificates.put(id, ours(id) ? serial(id) : null);
            }
            Extensions extensions = parsed.getTbsRequest().getRequestExtensions();
            Extension nonce = extensions == null
                    ? null
                    : extensions.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
            if (nonce != null && nonce.getExtnValue().getOctets().length > NONCE_BYTES_MAX) {
                throw new MalformedSignature("OCSP nonce of " + nonce.getExtnValue().getOctets().length + " bytes");
            }
            return new Asked(certificates, nonce);
        });
    }

    private static String serial(CertID id) {
        return String.format(java.util.Locale.ROOT, "%032x", id.getSerialNumber().getValue());
    }

    private boolean ours(CertID id) {
        DigestAlgorithm digest = SignatureScheme.digest(id.getHashAlgorithm());
        X509CertificateHolder own = authority.certificate();
        SubjectPublicKeyInfo key = own.getSubjectPublicKeyInfo();
        return digest != null
                && Arrays.equals(digest.digest(Der.encoded(own.getSubject())), id.getIssuerNameHash().getOctets())
                && Arrays.equals(digest.digest(key.getPublicKeyData().getOctets()),
                        id.getIssuerKeyHash().getOctets());
    }

    /**
     * @param known
     *            the certificates asked for, by serial; what is not among them is unknown
     */
    byte[] answer(Asked asked, Map<String, IssuedCertificate> known, Instant at) throws IOException {
        BasicOCSPRespBuilder builder = new BasicOCSPRespBuilder(new RespID(authority.certificate().getSubject()));
        asked.certificates().forEach((id, serial) -> builder.addResponse(new CertificateID(id),
                status(serial == null ? null : known.get(serial)), Date.from(at), (Date) null, null));
        if (asked.nonce() != null) {
            builder.setResponseExtensions(new Extensions(asked.nonce()));
        }
        try {
            BasicOCSPResp basic = builder.build(authority.signer(),
                    new X509CertificateHolder[]{authority.certificate()}, Date.from(at));
            return new OCSPResponse(new OCSPResponseStatus(OCSPResponseStatus.SUCCESSFUL), new ResponseBytes(
                    OCSPObjectIdentifiers.id_pkix_ocsp_basic,
                    ASN1OctetString.getInstance(new org.bouncycastle.asn1.DEROctetString(basic.getEncoded()))))
                    .getEncoded();
        } catch (OCSPException unusable) {
            throw new IOException(unusable);
        }
    }

    static byte[] malformed() {
        return Der.encoded(new OCSPResponse(new OCSPResponseStatus(OCSPResponseStatus.MALFORMED_REQUEST), null));
    }

    private static @Nullable CertificateStatus status(@Nullable IssuedCertificate certificate) {
        if (certificate == null) {
            return new UnknownStatus();
        }
        Instant since = certificate.revokedAt();
        Integer reason = certificate.revocation();
        return since == null || reason == null
                ? CertificateStatus.GOOD
                : new RevokedStatus(Date.from(since), reason);
    }
}

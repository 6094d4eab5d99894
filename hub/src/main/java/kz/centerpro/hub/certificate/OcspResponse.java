package kz.centerpro.hub.certificate;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ocsp.BasicOCSPResponse;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.bouncycastle.asn1.ocsp.ResponderID;
import org.bouncycastle.asn1.ocsp.ResponseBytes;
import org.bouncycastle.asn1.ocsp.ResponseData;
import org.bouncycastle.asn1.ocsp.RevokedInfo;
import org.bouncycastle.asn1.ocsp.SingleResponse;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.jspecify.annotations.Nullable;

/** A basic OCSP response (RFC 6960), read whole; whether to believe it is asked with the issuer at hand. */
public final class OcspResponse {

    private static final Set<String> LABELS = Set.of("OCSP RESPONSE");
    private static final int BYTES_MAX = 256 * 1024;
    private static final int CERTIFICATES_MAX = 8;
    private static final int ANSWERS_MAX = 64;
    /** Responders of the right name that are tried; each costs two verifications. */
    private static final int DELEGATES_MAX = 2;
    private static final ASN1ObjectIdentifier EXTENDED_REVOKE = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.48.1.9");
    private static final String OCSP_SIGNING = "1.3.6.1.5.5.7.3.9";

    /** What the response says about one certificate. */
    public record Single(CertID id, OcspAnswer.Status status, String reason, Instant thisUpdate,
            @Nullable Instant nextUpdate,
            @Nullable Instant revokedAt, @Nullable Instant archiveCutoff, boolean unknownCritical) {

        boolean isAbout(BigInteger serial, ParsedCertificate issuer) {
            DigestAlgorithm digest = SignatureScheme.digest(id.getHashAlgorithm());
            return digest != null && id.getSerialNumber().getValue().equals(serial)
                    && Arrays.equals(id.getIssuerNameHash().getOctets(), digest.digest(Der.encoded(issuer.subject)))
                    && Arrays.equals(id.getIssuerKeyHash().getOctets(),
                            digest.digest(issuer.key.getPublicKeyData().getOctets()));
        }
    }

    final String sha256;
    public final List<Single> singles;
    final byte @Nullable [] nonce;
    public final Instant producedAt;

    private final byte[] basic;
    private final Set<BigInteger> serials;
    private final BasicOCSPResponse response;
    private final byte[] signedPart;
    private final ResponderID responder;
    private final List<ParsedCertificate> certificates = new ArrayList<>();
    private volatile @Nullable Belief belief;

    /**
     * Whose word the response was found to be.
     *
     * @param delegate
     *            null when the issuer signed it himself
     */
    private record Belief(String issuerSha256, @Nullable ParsedCertificate delegate) {}

    private OcspResponse(byte[] basic) throws Exception {
        this.basic = basic;
        this.response = BasicOCSPResponse.getInstance(Der.parse(basic));
        this.signedPart = Der.firstInside(basic);
        this.sha256 = Der.sha256(basic);
        ResponseData data = response.getTbsResponseData();
        this.responder = data.getResponderID();
        this.producedAt = instant(data.getProducedAt());
        Extension sent = data.getResponseExtensions() == null
                ? null
                : data.getResponseExtensions().getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
        this.nonce = sent == null ? null : sent.getExtnValue().getOctets();
        if (data.getResponses().size() > ANSWERS_MAX) {
            throw new MalformedSignature("OCSP response with " + data.getResponses().size() + " answers");
        }
        boolean speaksOfUnissued = data.getResponseExtensions() != null
                && data.getResponseExtensions().getExtension(EXTENDED_REVOKE) != null;
        List<Single> answers = new ArrayList<>();
        for (ASN1Encodable answer : data.getResponses()) {
            answers.add(single(SingleResponse.getInstance(answer), speaksOfUnissued));
        }
        this.singles = List.copyOf(answers);
        this.serials = singles.stream().map(single -> single.id().getSerialNumber().getValue())
                .collect(Collectors.toUnmodifiableSet());
        ASN1Sequence brought = response.getCerts();
        for (int i = 0; brought != null && i < Math.min(brought.size(), CERTIFICATES_MAX); i++) {
            certificates.add(ParsedCertificate.fromDer(Der.encoded(brought.getObjectAt(i))));
        }
    }

    /** Takes an OCSPResponse or, as CAdES stores them, a BasicOCSPResponse. */
    public static OcspResponse fromAny(byte[] encoded) throws MalformedSignature {
        byte[] der = Der.unwrapped(encoded, LABELS, BYTES_MAX);
        return Der.contained("OCSP response", () -> {
            Der.Element outer = Der.element(der, 0, der.length);
            boolean wrapped = Der.element(der, outer.valueStart(), outer.end()).tag() == 0x0a;
            return new OcspResponse(wrapped ? basic(OCSPResponse.getInstance(Der.parse(der))) : der);
        });
    }

    private static byte[] basic(OCSPResponse response) throws MalformedSignature {
        int status = response.getResponseStatus().getIntValue();
        ResponseBytes bytes = response.getResponseBytes();
        if (status != 0 || bytes == null) {
            throw new MalformedSignature("OCSP responder answered with status " + status);
        }
        if (!OCSPObjectIdentifiers.id_pkix_ocsp_basic.equals(bytes.getResponseType())) {
            throw new MalformedSignature("OCSP response of type " + bytes.getResponseType());
        }
        return bytes.getResponse().getOctets();
    }

    private static Single single(SingleResponse answer, boolean speaksOfUnissued) throws Exception {
        RevokedInfo revoked = answer.getCertStatus().getTagNo() == 1
                ? RevokedInfo.getInstance(answer.getCertStatus().getStatus())
                : null;
        Instant revokedAt = revoked == null ? null : instant(revoked.getRevocationTime());
        OcspAnswer.Status status = switch (answer.getCertStatus().getTagNo()) {
            case 0 -> OcspAnswer.Status.GOOD;
            case 1 -> OcspAnswer.Status.REVOKED;
            default -> OcspAnswer.Status.UNKNOWN;
        };
        String reason = revoked == null
                ? ""
                : RevocationList.reason(
                        revoked.getRevocationReason() == null
                                ? 0
                                : revoked.getRevocationReason().getValue().intValue());
        // RFC 6960, 4.4.8: "on hold since 1970" is how such a responder says that it never issued this certificate.
        if (speaksOfUnissued && Instant.EPOCH.equals(revokedAt)) {
            status = OcspAnswer.Status.UNKNOWN;
            reason = "the responder has no record of this certificate";
            revokedAt = null;
        }
        Extensions extensions = answer.getSingleExtensions();
        Extension cutoff = extensions == null
                ? null
                : extensions.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_archive_cutoff);
        return new Single(answer.getCertID(), status, reason, instant(answer.getThisUpdate()),
                answer.getNextUpdate() == null ? null : instant(answer.getNextUpdate()), revokedAt,
                cutoff == null ? null : instant(ASN1GeneralizedTime.getInstance(cutoff.getParsedValue())),
                extensions != null && extensions.hasAnyCriticalExtensions());
    }

    private static Instant instant(ASN1GeneralizedTime time) throws MalformedSignature {
        return Der.contained("time", () -> time.getDate().toInstant());
    }

    List<Single> about(BigInteger serial, ParsedCertificate issuer) {
        return singles.stream().filter(answer -> answer.isAbout(serial, issuer)).toList();
    }

    /** The BasicOCSPResponse as it came. */
    byte[] basic() {
        return basic.clone();
    }

    Set<BigInteger> serials() {
        return serials;
    }

    /**
     * Whether this later response says anew all that the other one says; not knowing a certificate replaces nothing.
     */
    boolean replaces(OcspResponse other) {
        return !producedAt.isBefore(other.producedAt) && other.singles.stream()
                .allMatch(old -> singles.stream().anyMatch(single -> single.id().equals(old.id())
                        && single.status() != OcspAnswer.Status.UNKNOWN
                        && !single.thisUpdate().isBefore(old.thisUpdate())));
    }

    /** Whether asking {@link #whyNotFrom} costs no verification. */
    boolean isBelievedFor(ParsedCertificate issuer) {
        Belief known = belief;
        return known != null && known.issuerSha256().equals(issuer.sha256);
    }

    /**
     * The responder that the issuer authorised, once {@link #whyNotFrom} found nothing; null when it was the issuer.
     */
    @Nullable
    ParsedCertificate delegateOf(ParsedCertificate issuer) {
        Belief known = belief;
        return known != null && known.issuerSha256().equals(issuer.sha256) ? known.delegate() : null;
    }

    /** Empty when the response is the issuer's word, else why not (RFC 6960, 4.2.2.2). */
    String whyNotFrom(ParsedCertificate issuer, TrustSnapshot trust) {
        return isBelievedFor(issuer) ? "" : whyNotFrom(issuer, trust, false);
    }

    /** As {@link #whyNotFrom} with algorithms that count only for what is old; remembers no belief. */
    String whyNotEverFrom(ParsedCertificate issuer, TrustSnapshot trust) {
        return whyNotFrom(issuer, trust, true);
    }

    private String whyNotFrom(ParsedCertificate issuer, TrustSnapshot trust, boolean legacy) {
        if (names(issuer)) {
            if (!isSignedWith(issuer, legacy)) {
                return "its signature is not the issuer's";
            }
            belief = legacy ? belief : new Belief(issuer.sha256, null);
            return "";
        }
        String why = "its responder is unknown";
        for (ParsedCertificate delegate : certificates.stream().filter(this::names).limit(DELEGATES_MAX).toList()) {
            why = whyNot(delegate, issuer, trust, legacy);
            if (why.isEmpty()) {
                belief = legacy ? belief : new Belief(issuer.sha256, delegate);
                return "";
            }
        }
        return why;
    }

    private boolean names(ParsedCertificate candidate) {
        return responder.getName() != null
                ? Names.same(responder.getName(), candidate.subject)
                : Arrays.equals(responder.getKeyHash(),
                        DigestAlgorithm.SHA_1.digest(candidate.key.getPublicKeyData().getOctets()));
    }

    private String whyNot(ParsedCertificate delegate, ParsedCertificate issuer, TrustSnapshot trust, boolean legacy) {
        if (!delegate.extendedKeyUsages.contains(OCSP_SIGNING)) {
            return "its responder was not authorised to sign responses";
        }
        if (!delegate.mayUseKeyFor(KeyUsage.digitalSignature) && !delegate.mayUseKeyFor(KeyUsage.nonRepudiation)) {
            return "its responder's key may not sign";
        }
        if (!delegate.isValidAt(producedAt)) {
            return "its responder's certificate was not valid when it answered";
        }
        try {
            if (legacy || !trust.knowsLink(delegate, issuer)) {
                if (!Names.same(delegate.issuer, issuer.subject) || !delegate.isSignedBy(issuer.key, legacy)) {
                    return "its responder was authorised by somebody else";
                }
                if (!legacy) {
                    trust.rememberLink(delegate, issuer);
                }
            }
        } catch (SignatureScheme.Unsupported unsupported) {
            return "its responder's certificate: " + unsupported.getMessage();
        }
        return isSignedWith(delegate, legacy) ? "" : "its signature is not the responder's";
    }

    private boolean isSignedWith(ParsedCertificate signer, boolean legacy) {
        try {
            SignatureScheme scheme = legacy
                    ? SignatureScheme.ofAnyAge(response.getSignatureAlgorithm(), signer.key)
                    : SignatureScheme.of(response.getSignatureAlgorithm(), signer.key);
            return scheme.verifyMessage(signedPart, response.getSignature().getOctets());
        } catch (SignatureScheme.Unsupported unsupported) {
            return false;
        }
    }
}

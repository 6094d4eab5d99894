package kz.centerpro.hub.certificate;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import kz.centerpro.contracts.party.SignatureRegime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPRequest;
import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.bouncycastle.asn1.ocsp.OCSPResponseStatus;
import org.bouncycastle.asn1.ocsp.Request;
import org.bouncycastle.asn1.ocsp.TBSRequest;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.jspecify.annotations.Nullable;

/** Writes OCSP requests and reads responses (RFC 6960); the network is somebody else's. */
public final class OcspCodec {

    /**
     * Whether an answer without the nonce that was asked for still counts; responders that sign in advance send none.
     */
    public enum NonceRule {
        REQUIRED, MAY_BE_ABSENT
    }

    /** Clocks of responders may be ahead of ours. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final VerificationPolicy policy;
    private final NonceRule nonceRule;

    public OcspCodec(VerificationPolicy policy, NonceRule nonceRule) {
        this.policy = policy;
        this.nonceRule = nonceRule;
    }

    /** The certificate is named with SHA-1, the one digest that every responder knows (RFC 5019, 2.1.1). */
    public byte[] request(EvidenceNeed need, byte @Nullable [] nonce) throws MalformedSignature {
        ParsedCertificate certificate = ParsedCertificate.fromDer(need.certificateDer());
        ParsedCertificate issuer = ParsedCertificate.fromDer(need.issuerDer());
        AlgorithmIdentifier sha1 = new AlgorithmIdentifier(
                new ASN1ObjectIdentifier(SignatureScheme.identifier(DigestAlgorithm.SHA_1)), DERNull.INSTANCE);
        CertID id = new CertID(sha1, new DEROctetString(DigestAlgorithm.SHA_1.digest(Der.encoded(issuer.subject))),
                new DEROctetString(DigestAlgorithm.SHA_1.digest(issuer.key.getPublicKeyData().getOctets())),
                new ASN1Integer(certificate.serial));
        Extensions extensions = nonce == null
                ? null
                : new Extensions(new Extension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce, false,
                        Der.encoded(new DEROctetString(nonce))));
        return Der.encoded(
                new OCSPRequest(new TBSRequest(null, new DERSequence(new Request(id, null)), extensions), null));
    }

    /** Whether a responder that is well but busy would answer the same question a little later (RFC 6960, 2.3). */
    public static boolean asksToTryLater(byte[] response) {
        try {
            return Der.contained("OCSP response", () -> {
                OCSPResponse outer = OCSPResponse.getInstance(Der.parse(response));
                int status = outer.getResponseStatus().getIntValue();
                return status == OCSPResponseStatus.TRY_LATER || status == OCSPResponseStatus.INTERNAL_ERROR;
            });
        } catch (MalformedSignature malformed) {
            return false;
        }
    }

    /** Never throws for bad bytes: they are UNUSABLE. */
    public OcspAnswer read(byte[] response, EvidenceNeed need, byte @Nullable [] nonce, Instant now,
            TrustSnapshot trust) {
        try {
            BigInteger serial = ParsedCertificate.fromDer(need.certificateDer()).serial;
            return read(response, serial, ParsedCertificate.fromDer(need.issuerDer()), nonce, now, trust);
        } catch (MalformedSignature malformed) {
            return OcspAnswer.unusable(String.valueOf(malformed.getMessage()));
        }
    }

    public OcspAnswer read(byte[] encoded, BigInteger serial, ParsedCertificate issuer, byte @Nullable [] nonce,
            Instant now,
            TrustSnapshot trust) throws MalformedSignature {
        OcspResponse response = OcspResponse.fromAny(encoded);
        return Der.contained("OCSP response", () -> judge(response, serial, issuer, nonce, now, trust));
    }

    private OcspAnswer judge(OcspResponse response, BigInteger serial, ParsedCertificate issuer,
            byte @Nullable [] nonce,
            Instant now, TrustSnapshot trust) {
        if (nonce != null && !echoes(response.nonce, nonce)) {
            return OcspAnswer.unusable("the response is not the answer to this request (nonce)");
        }
        var singles = response.about(serial, issuer);
        if (singles.isEmpty()) {
            return OcspAnswer.unusable("the response is about another certificate");
        }
        String why = response.whyNotFrom(issuer, trust);
        if (why.isEmpty()) {
            PathBuilder.Path path = new PathBuilder.Path(List.of(issuer), SignatureRegime.EDS);
            why = new RevocationJudge(trust, List.of(), List.of(), policy).whyNotDelegate(response, path, 0);
        }
        if (!why.isEmpty()) {
            return OcspAnswer.unusable(why);
        }
        OcspResponse.Single single = singles.stream().filter(answer -> answer.status() == OcspAnswer.Status.REVOKED)
                .findFirst().orElse(singles.getFirst());
        if (single.thisUpdate().isAfter(now.plus(SKEW)) || response.producedAt.isAfter(now.plus(SKEW))) {
            return OcspAnswer.unusable("the response is from the future: " + single.thisUpdate());
        }
        Instant next = single.nextUpdate();
        Instant until = next == null ? single.thisUpdate().plus(policy.evidenceAge()) : next;
        if (until.isBefore(now) || single.unknownCritical()) {
            return OcspAnswer
                    .unusable("the response of " + single.thisUpdate() + " is too old or has unknown extensions");
        }
        return new OcspAnswer(single.status(), response.sha256, single.reason(), single.thisUpdate(), next,
                single.revokedAt());
    }

    /** Some responders wrap the nonce in an OCTET STRING (RFC 8954), some echo the bare bytes. */
    private boolean echoes(byte @Nullable [] received, byte[] sent) {
        if (received == null) {
            return nonceRule == NonceRule.MAY_BE_ABSENT;
        }
        return Arrays.equals(received, sent) || Arrays.equals(received, Der.encoded(new DEROctetString(sent)));
    }
}

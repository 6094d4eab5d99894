package kz.centerpro.hub.signature;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.OcspResponse;
import kz.centerpro.hub.certificate.ParsedCertificate;
import kz.centerpro.hub.certificate.RevocationList;
import org.bouncycastle.asn1.cms.SignerIdentifier;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.jspecify.annotations.Nullable;

/** A parsed CMS SignedData (RFC 5652). */
final class CmsContainer {

    /** What one SignerInfo says, as facts. */
    @SuppressWarnings("ArrayRecordComponent") // facts are read, not compared
    record Signer(SignerIdentifier id, AlgorithmIdentifier digestAlgorithm, AlgorithmIdentifier signatureAlgorithm,
            byte[] signature, @Nullable SignedAttributes attributes, List<byte[]> timestamps,
            List<OcspResponse> responses,
            List<RevocationList> lists) {}

    /**
     * The signed attributes.
     *
     * @param forms
     *            the bytes that may have been signed: DER, and as received where that differs
     */
    @SuppressWarnings("ArrayRecordComponent") // facts are read, not compared
    record SignedAttributes(List<byte[]> forms, String contentType, byte[] messageDigest, @Nullable Instant signingTime,
            List<CertificateReference> certificates) {}

    /** ESSCertID or ESSCertIDv2: the signer's certificate by its digest. */
    @SuppressWarnings("ArrayRecordComponent") // facts are read, not compared
    record CertificateReference(AlgorithmIdentifier digestAlgorithm, byte[] digest) {}

    final String contentType;
    final byte @Nullable [] content;
    final List<ParsedCertificate> certificates;
    final List<Signer> signers;
    final List<RevocationList> lists;
    private final Map<DigestAlgorithm, byte[]> digests = new ConcurrentHashMap<>();

    CmsContainer(String contentType, byte @Nullable [] content, List<ParsedCertificate> certificates,
            List<Signer> signers,
            List<RevocationList> lists) {
        this.contentType = contentType;
        this.content = content;
        this.certificates = certificates;
        this.signers = signers;
        this.lists = lists;
    }

    /** Digest of the attached content, made once however many signers ask for it. */
    byte @Nullable [] digest(DigestAlgorithm algorithm) {
        byte[] inside = content;
        return inside == null ? null : digests.computeIfAbsent(algorithm, _ -> algorithm.digest(inside));
    }

    SignedContainer opened() {
        return new SignedContainer("CMS", content, certificates,
                signers.stream().map(signer -> new CmsSignature(this, signer)).toList(), lists);
    }
}

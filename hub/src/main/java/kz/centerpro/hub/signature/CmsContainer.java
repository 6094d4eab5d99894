package kz.centerpro.hub.signature;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
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
            byte[] signature, @Nullable SignedAttributes attributes, UnsignedAttributes unsigned) {}

    /**
     * The unsigned attributes.
     *
     * @param certificates
     *            certificate-values: candidates like those of the container, no more
     * @param archived
     *            whether an archive time-stamp is there
     */
    record UnsignedAttributes(List<byte[]> timestamps, List<OcspResponse> responses, List<RevocationList> lists,
            List<ParsedCertificate> certificates, List<Signer> countersigners, boolean archived) {}

    /**
     * The signed attributes.
     *
     * @param forms
     *            the bytes that may have been signed: DER, and as received where that differs
     * @param contentType
     *            null where the attribute is missing, as it must be of countersigners
     * @param contentTimestamps
     *            tokens over the content, shown and never relied on
     */
    @SuppressWarnings("ArrayRecordComponent") // facts are read, not compared
    record SignedAttributes(List<byte[]> forms, @Nullable String contentType, byte[] messageDigest,
            @Nullable Instant signingTime, List<CertificateReference> certificates, List<byte[]> contentTimestamps) {}

    /** ESSCertID or ESSCertIDv2: the signer's certificate by its digest. */
    @SuppressWarnings("ArrayRecordComponent") // facts are read, not compared
    record CertificateReference(AlgorithmIdentifier digestAlgorithm, byte[] digest) {}

    final String contentType;
    final byte @Nullable [] content;
    final List<ParsedCertificate> certificates;
    final List<Signer> signers;
    final List<RevocationList> lists;
    final List<OcspResponse> responses;
    private final Map<DigestAlgorithm, byte[]> digests = new ConcurrentHashMap<>();

    CmsContainer(String contentType, byte @Nullable [] content, List<ParsedCertificate> certificates,
            List<Signer> signers, List<RevocationList> lists, List<OcspResponse> responses) {
        this.contentType = contentType;
        this.content = content;
        this.certificates = certificates;
        this.signers = signers;
        this.lists = lists;
        this.responses = responses;
    }

    /** Digest of the attached content, made once however many signers ask for it. */
    byte @Nullable [] digest(DigestAlgorithm algorithm) {
        byte[] inside = content;
        return inside == null ? null : digests.computeIfAbsent(algorithm, _ -> algorithm.digest(inside));
    }

    /** Responses of the container and of its signers: each speaks for itself, whoever brought it. */
    List<OcspResponse> responses() {
        return Stream
                .concat(responses.stream(), signers.stream().flatMap(signer -> signer.unsigned().responses().stream()))
                .toList();
    }

    SignedContainer opened() {
        return new SignedContainer("CMS", content, certificates,
                signers.stream().map(signer -> CmsSignature.of(this, signer)).toList(), lists);
    }
}

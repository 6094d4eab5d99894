package kz.centerpro.hub.signature;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.OcspResponse;
import kz.centerpro.hub.certificate.ParsedCertificate;
import kz.centerpro.hub.certificate.RevocationList;
import kz.centerpro.hub.certificate.SignatureScheme;
import org.bouncycastle.asn1.cms.SignerIdentifier;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.jspecify.annotations.Nullable;

/** A parsed CMS SignedData: readable, bounded, not yet judged. */
public final class SignedContainer {

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

    SignedContainer(String contentType, byte @Nullable [] content, List<ParsedCertificate> certificates,
            List<Signer> signers,
            List<RevocationList> lists) {
        this.contentType = contentType;
        this.content = content;
        this.certificates = certificates;
        this.signers = signers;
        this.lists = lists;
    }

    /** True when the content is elsewhere and its digests must be brought to the examination. */
    public boolean detached() {
        return content == null;
    }

    /** Digests of the content that the signers used, as far as they are known algorithms. */
    public Set<DigestAlgorithm> digestsNeeded() {
        Set<DigestAlgorithm> needed = EnumSet.noneOf(DigestAlgorithm.class);
        for (Signer signer : signers) {
            DigestAlgorithm digest = SignatureScheme.digest(signer.digestAlgorithm());
            if (digest != null) {
                needed.add(digest);
            }
        }
        return needed;
    }

    public int signatureCount() {
        return signers.size();
    }

    public byte @Nullable [] attachedContent() {
        return content == null ? null : content.clone();
    }
}

package kz.centerpro.hub.signature;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.OcspResponse;
import kz.centerpro.hub.certificate.ParsedCertificate;
import kz.centerpro.hub.certificate.RevocationList;
import kz.centerpro.hub.certificate.SignatureScheme;
import org.jspecify.annotations.Nullable;

/** One SignerInfo (RFC 5652, 5.3) within its container. */
record CmsSignature(CmsContainer container, CmsContainer.Signer signer) implements SignatureFacts {

    private static final byte[] NO_CONTENT = {};

    @Override
    public String algorithm() {
        return signer.signatureAlgorithm().getAlgorithm().getId();
    }

    @Override
    public Set<DigestAlgorithm> digestsNeeded() {
        DigestAlgorithm digest = SignatureScheme.digest(signer.digestAlgorithm());
        return digest == null ? Set.of() : Set.of(digest);
    }

    @Override
    public Authenticity authenticity(List<ParsedCertificate> known, ContentDigests brought) {
        return Authenticity.of(signer, container.contentType, known.stream(), algorithm -> digest(algorithm, brought));
    }

    /** Content that is attached and also brought along must be the same, or else it is no content at all. */
    private byte @Nullable [] digest(DigestAlgorithm algorithm, ContentDigests content) {
        byte[] brought = content.valueOf(algorithm);
        byte[] inside = container.digest(algorithm);
        if (inside == null) {
            return brought;
        }
        return brought == null || Arrays.equals(inside, brought) ? inside : NO_CONTENT;
    }

    @Override
    public @Nullable Instant claimedSigningTime() {
        return signer.attributes() == null ? null : signer.attributes().signingTime();
    }

    @Override
    public List<Stamp> timestamps() {
        return signer.timestamps().stream()
                .map(token -> new Stamp(token, digest -> digest.digest(signer.signature())))
                .toList();
    }

    @Override
    public List<OcspResponse> responses() {
        return signer.responses();
    }

    @Override
    public List<RevocationList> lists() {
        return signer.lists();
    }
}

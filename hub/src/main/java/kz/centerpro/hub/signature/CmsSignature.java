package kz.centerpro.hub.signature;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.OcspResponse;
import kz.centerpro.hub.certificate.ParsedCertificate;
import kz.centerpro.hub.certificate.RevocationList;
import kz.centerpro.hub.certificate.SignatureScheme;
import org.jspecify.annotations.Nullable;

/**
 * One SignerInfo (RFC 5652, 5.3) within its container.
 *
 * @param parent
 *            the signer whose signature value was signed; null for a signer of the content
 * @param stamps
 *            tokens that are about the signature, as far as their imprints tell
 */
record CmsSignature(CmsContainer container, CmsContainer.Signer signer, CmsContainer.@Nullable Signer parent,
        List<byte[]> stamps, List<String> remarks) implements SignatureFacts {

    private static final byte[] NO_CONTENT = {};

    static CmsSignature of(CmsContainer container, CmsContainer.Signer signer) {
        return of(container, signer, null);
    }

    private static CmsSignature of(CmsContainer container, CmsContainer.Signer signer,
            CmsContainer.@Nullable Signer parent) {
        List<byte[]> stamps = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        for (byte[] token : signer.unsigned().timestamps()) {
            if (parent == null && stampsContent(token, container, signer)) {
                remarks.add("not a signature time-stamp: a token stamps the content, so it proves no time of signing");
            } else {
                stamps.add(token);
            }
        }
        CmsContainer.SignedAttributes signed = signer.attributes();
        for (byte[] token : signed == null ? List.<byte[]>of() : signed.contentTimestamps()) {
            remarks.add(contentTimestamp(token));
        }
        if (signer.unsigned().archived()) {
            remarks.add("an archive time-stamp is there and was not evaluated");
        }
        return new CmsSignature(container, signer, parent, List.copyOf(stamps), List.copyOf(remarks));
    }

    /** Old clients of the national authority stamped what was signed and put the token where a signature's belongs. */
    private static boolean stampsContent(byte[] token, CmsContainer container, CmsContainer.Signer signer) {
        try {
            TimestampVerifier.Token read = TimestampVerifier.Token.read(token);
            DigestAlgorithm digest = SignatureScheme.digest(read.info().getMessageImprint().getHashAlgorithm());
            byte[] imprint = read.info().getMessageImprint().getHashedMessage();
            CmsContainer.SignedAttributes signed = signer.attributes();
            if (digest == null || Arrays.equals(imprint, digest.digest(signer.signature()))) {
                return false;
            }
            boolean quoted = signed != null && digest == SignatureScheme.digest(signer.digestAlgorithm())
                    && Arrays.equals(imprint, signed.messageDigest());
            return quoted || Arrays.equals(imprint, container.digest(digest));
        } catch (MalformedSignature unreadable) {
            return false;
        }
    }

    private static String contentTimestamp(byte[] token) {
        try {
            return "a content time-stamp claims " + TimestampVerifier.Token.read(token).time()
                    + "; shown, not relied on";
        } catch (MalformedSignature unreadable) {
            return "a content time-stamp cannot be read";
        }
    }

    @Override
    public String algorithm() {
        return signer.signatureAlgorithm().getAlgorithm().getId();
    }

    @Override
    public Set<DigestAlgorithm> digestsNeeded() {
        DigestAlgorithm digest = SignatureScheme.digest(signer.digestAlgorithm());
        return digest == null || parent != null ? Set.of() : Set.of(digest);
    }

    @Override
    public Authenticity authenticity(List<ParsedCertificate> known, ContentDigests brought) {
        CmsContainer.Signer signed = parent;
        return signed == null
                ? Authenticity.of(signer, container.contentType, known.stream(),
                        algorithm -> digest(algorithm, brought))
                : Authenticity.of(signer, null, known.stream(), algorithm -> algorithm.digest(signed.signature()));
    }

    @Override
    public @Nullable DigestAlgorithm naming(ParsedCertificate certificate) {
        CmsContainer.SignedAttributes signed = signer.attributes();
        return signed == null
                ? null
                : signed.certificates().stream().filter(reference -> Authenticity.refersTo(reference, certificate))
                        .map(reference -> SignatureScheme.digest(reference.digestAlgorithm())).findFirst().orElse(null);
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
        return stamps.stream().map(token -> new Stamp(token, digest -> digest.digest(signer.signature()))).toList();
    }

    @Override
    public List<OcspResponse> responses() {
        return Stream.concat(signer.unsigned().responses().stream(), container.responses.stream()).toList();
    }

    @Override
    public List<RevocationList> lists() {
        return signer.unsigned().lists();
    }

    @Override
    public List<CmsSignature> countersignatures() {
        return signer.unsigned().countersigners().stream().map(counter -> of(container, counter, signer)).toList();
    }
}

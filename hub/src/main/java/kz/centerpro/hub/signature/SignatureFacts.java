package kz.centerpro.hub.signature;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.OcspResponse;
import kz.centerpro.hub.certificate.ParsedCertificate;
import kz.centerpro.hub.certificate.RevocationList;
import org.jspecify.annotations.Nullable;

/**
 * One signature as its format tells it: what was signed, with which key, what it brings along. Facts only; whether the
 * key may be trusted is the judge's question. Immutable and thread-safe.
 */
public interface SignatureFacts {

    /** Name or object identifier of the signature algorithm as written, for a signature whose key was not found. */
    String algorithm();

    /** Digests of the content elsewhere that {@link #authenticity} asks for; empty when all content is inside. */
    Set<DigestAlgorithm> digestsNeeded();

    /**
     * The first verdict of clause 7.6.1: this content was signed with this key.
     *
     * @param known
     *            certificates to find the signer's among: the container's and the trusted ones
     * @param content
     *            digests of the content that travels beside; what is inside and also brought must be the same
     */
    Authenticity authenticity(List<ParsedCertificate> known, ContentDigests content) throws MalformedSignature;

    /**
     * The digest by which what was signed names this certificate (the signing-certificate attribute of CAdES and
     * XAdES), so that a time-stamp over the signature proves its existence too; null when it does not.
     */
    default @Nullable DigestAlgorithm naming(ParsedCertificate certificate) {
        return null;
    }

    /** What the signer wrote; shown, never trusted. */
    @Nullable
    Instant claimedSigningTime();

    /** Time-stamps over this signature's value, in the order found. */
    List<Stamp> timestamps();

    /** OCSP responses that the signature brings along (CAdES and XAdES revocation values). */
    List<OcspResponse> responses();

    /** Revocation lists that the signature brings along. */
    List<RevocationList> lists();

    /** Signatures over this signature's value (RFC 5652, 11.4). */
    default List<? extends SignatureFacts> countersignatures() {
        return List.of();
    }

    /** What a reader must know about what was signed and what was not; empty when all of the content was. */
    default List<String> remarks() {
        return List.of();
    }

    /**
     * A time-stamp token and what it should stamp.
     *
     * @param token
     *            DER of RFC 3161's TimeStampToken
     * @param stamped
     *            gives the digest of the bytes that the token should be about
     */
    @SuppressWarnings("ArrayRecordComponent") // read, not compared
    record Stamp(byte[] token, Function<DigestAlgorithm, byte[]> stamped) {}
}

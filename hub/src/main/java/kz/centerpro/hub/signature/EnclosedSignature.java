package kz.centerpro.hub.signature;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import kz.centerpro.hub.certificate.CheckResult;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.OcspResponse;
import kz.centerpro.hub.certificate.ParsedCertificate;
import kz.centerpro.hub.certificate.RevocationList;
import org.jspecify.annotations.Nullable;

/**
 * A detached signature that travels inside a larger file together with what it signs.
 *
 * @param file
 *            all of it, which is what was signed as far as anybody outside is concerned
 * @param signature
 *            what the signature itself says
 * @param covered
 *            digests of the bytes that were signed; null when they are not what they should be, or when the signature
 *            knows them itself
 * @param structure
 *            whether the file around the signature is as the signature says; counts like the signature's own check
 * @param claimed
 *            the signing time that the file states, before that of the signature
 * @param stamps
 *            time-stamps over this signature that the file holds beside it
 * @param responses
 *            OCSP responses that the file holds beside the signature
 */
@SuppressWarnings("ArrayRecordComponent") // read, not compared
public record EnclosedSignature(byte[] file, SignatureFacts signature,
        @Nullable Function<DigestAlgorithm, byte[]> covered, CheckResult structure, @Nullable Instant claimed,
        List<Stamp> stamps, List<OcspResponse> responses, List<String> remarks) implements SignatureFacts {

    public EnclosedSignature {
        stamps = List.copyOf(stamps);
        responses = List.copyOf(responses);
        remarks = List.copyOf(remarks);
    }

    @Override
    public String algorithm() {
        return signature.algorithm();
    }

    /** All content is inside. */
    @Override
    public Set<DigestAlgorithm> digestsNeeded() {
        return Set.of();
    }

    @Override
    public Authenticity authenticity(List<ParsedCertificate> known, ContentDigests brought) throws MalformedSignature {
        Authenticity own = signature.authenticity(known, digests());
        CheckResult around = brought.agreesWith(file)
                ? structure
                : CheckResult.failed("HASH_FAILURE", "the content brought beside is not this file");
        int comparison = around.status().compareTo(own.check().status());
        boolean decides = comparison > 0 || (comparison == 0 && covered == null);
        return decides || own.check().hasPassed()
                ? new Authenticity(around, own.algorithm(), own.certificate(), own.weak())
                : own;
    }

    @Override
    public @Nullable DigestAlgorithm naming(ParsedCertificate certificate) {
        return signature.naming(certificate);
    }

    private ContentDigests digests() {
        Function<DigestAlgorithm, byte[]> known = covered;
        if (known == null) {
            return ContentDigests.none();
        }
        Map<DigestAlgorithm, byte[]> digests = new EnumMap<>(DigestAlgorithm.class);
        signature.digestsNeeded().forEach(algorithm -> digests.put(algorithm, known.apply(algorithm)));
        return ContentDigests.of(digests);
    }

    @Override
    public @Nullable Instant claimedSigningTime() {
        return claimed == null ? signature.claimedSigningTime() : claimed;
    }

    @Override
    public List<Stamp> timestamps() {
        return Stream.concat(signature.timestamps().stream(), stamps.stream()).toList();
    }

    @Override
    public List<OcspResponse> responses() {
        return Stream.concat(signature.responses().stream(), responses.stream()).toList();
    }

    @Override
    public List<RevocationList> lists() {
        return signature.lists();
    }

    @Override
    public List<? extends SignatureFacts> countersignatures() {
        return signature.countersignatures();
    }

    @Override
    public List<String> remarks() {
        return Stream.concat(remarks.stream(), signature.remarks().stream()).toList();
    }
}

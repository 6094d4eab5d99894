package kz.centerpro.hub.pdf;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import kz.centerpro.hub.certificate.CheckResult;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.OcspResponse;
import kz.centerpro.hub.certificate.ParsedCertificate;
import kz.centerpro.hub.certificate.RevocationList;
import kz.centerpro.hub.signature.Authenticity;
import kz.centerpro.hub.signature.ContentDigests;
import kz.centerpro.hub.signature.SignatureFacts;
import org.jspecify.annotations.Nullable;

/**
 * One signer of one signature of a PDF.
 *
 * @param file
 *            all of it
 * @param signature
 *            what the CMS in /Contents says
 * @param range
 *            null when what it covers is not what it should be
 * @param structure
 *            whether the file around the signature is as the signature says
 * @param claimed
 *            /M of the signature dictionary
 */
@SuppressWarnings("ArrayRecordComponent") // read, not compared
record PdfSignature(byte[] file, SignatureFacts signature, @Nullable PdfRange range, CheckResult structure,
        @Nullable Instant claimed, List<Stamp> documentStamps, List<OcspResponse> storedResponses,
        List<String> remarks) implements SignatureFacts {

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
        Authenticity inner = signature.authenticity(known, covered());
        CheckResult check = brought.agreesWith(file)
                ? structure
                : CheckResult.failed("HASH_FAILURE", "the content brought beside is not this file");
        boolean decides = check.status().and(inner.check().status()) != inner.check().status() || range == null
                || inner.check().hasPassed();
        return decides ? new Authenticity(check, inner.algorithm(), inner.certificate()) : inner;
    }

    private ContentDigests covered() {
        PdfRange known = range;
        if (known == null) {
            return ContentDigests.none();
        }
        Map<DigestAlgorithm, byte[]> digests = new EnumMap<>(DigestAlgorithm.class);
        signature.digestsNeeded().forEach(algorithm -> digests.put(algorithm, known.digest(algorithm)));
        return ContentDigests.of(digests);
    }

    @Override
    public @Nullable Instant claimedSigningTime() {
        return claimed == null ? signature.claimedSigningTime() : claimed;
    }

    @Override
    public List<Stamp> timestamps() {
        return Stream.concat(signature.timestamps().stream(), documentStamps.stream()).toList();
    }

    @Override
    public List<OcspResponse> responses() {
        return Stream.concat(signature.responses().stream(), storedResponses.stream()).toList();
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

package kz.centerpro.hub.signature;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import kz.centerpro.hub.certificate.CheckResult;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.OcspResponse;
import kz.centerpro.hub.certificate.ParsedCertificate;
import kz.centerpro.hub.certificate.RevocationList;
import org.jspecify.annotations.Nullable;

/** A signature of a kind that is not read here; it is told, and never passes. */
public record UnsupportedSignature(String kind) implements SignatureFacts {

    @Override
    public String algorithm() {
        return kind;
    }

    @Override
    public Set<DigestAlgorithm> digestsNeeded() {
        return Set.of();
    }

    @Override
    public Authenticity authenticity(List<ParsedCertificate> known, ContentDigests content) {
        return new Authenticity(CheckResult.indeterminate("FORMAT_FAILURE",
                "signatures of kind " + kind + " are not supported"), kind, null);
    }

    @Override
    public @Nullable Instant claimedSigningTime() {
        return null;
    }

    @Override
    public List<Stamp> timestamps() {
        return List.of();
    }

    @Override
    public List<OcspResponse> responses() {
        return List.of();
    }

    @Override
    public List<RevocationList> lists() {
        return List.of();
    }
}

package kz.centerpro.hub.certificate;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import kz.centerpro.contracts.party.SignatureRegime;
import org.jspecify.annotations.Nullable;

/**
 * Finds a path from a certificate to an anchor by names, key identifiers and signatures together: the national
 * authority reuses names across generations. Bounded, since strangers bring candidates.
 */
public final class PathBuilder {

    static final int DEPTH_MAX = 8;
    private static final int CANDIDATES_MAX = 64;

    /** A path whose signatures hold; whether its rules hold too is said by {@code check}. */
    public record Path(List<ParsedCertificate> certificates, SignatureRegime regime) {

        public ParsedCertificate issuerOf(int index) {
            return certificates.get(Math.min(index + 1, certificates.size() - 1));
        }

        public List<CertificateSummary> summaries() {
            return certificates.stream().map(ParsedCertificate::summary).toList();
        }
    }

    /** The path is absent when none is proved by signatures. */
    public record Result(@Nullable Path path, CheckResult check) {}

    /** Signature checks left for one examination, whatever number of paths it builds. */
    public static final class Budget {

        private static final int SIGNATURES_MAX = 128;
        private int left = SIGNATURES_MAX;

        boolean take() {
            return left-- > 0;
        }
    }

    private final TrustSnapshot trust;
    private final List<TrustSnapshot.Anchor> anchors;
    private final Set<ParsedCertificate> candidates = new LinkedHashSet<>();
    private final Instant at;
    private final Deque<ParsedCertificate> trail = new ArrayDeque<>();
    private @Nullable Result best;
    private @Nullable String refusedAlgorithm;
    private final Budget budget;

    public PathBuilder(TrustSnapshot trust, List<TrustSnapshot.Anchor> anchors, List<ParsedCertificate> brought,
            Instant at,
            Budget budget) {
        this.budget = budget;
        this.trust = trust;
        this.anchors = anchors;
        this.at = at;
        candidates.addAll(trust.intermediates());
        brought.stream().limit(CANDIDATES_MAX).forEach(candidates::add);
    }

    public Result build(ParsedCertificate leaf) {
        trail.addLast(leaf);
        extend(leaf);
        if (best != null) {
            return best;
        }
        if (refusedAlgorithm != null) {
            return new Result(null, CheckResult.failed("CRYPTO_CONSTRAINTS_FAILURE", refusedAlgorithm));
        }
        return new Result(null,
                CheckResult.indeterminate("NO_CERTIFICATE_CHAIN_FOUND",
                        "no path from " + leaf + " to a trusted anchor"));
    }

    /** Depth first; ends at the first path that also satisfies the rules. */
    private boolean extend(ParsedCertificate certificate) {
        for (TrustSnapshot.Anchor anchor : anchors) {
            if (reaches(certificate, anchor) && judged(anchor)) {
                return true;
            }
        }
        if (trail.size() >= DEPTH_MAX) {
            return false;
        }
        for (ParsedCertificate candidate : List.copyOf(candidates)) {
            if (!trail.contains(candidate) && certificate.mayBeIssuedBy(candidate)
                    && isLinked(certificate, candidate)) {
                trail.addLast(candidate);
                boolean found = extend(candidate);
                trail.removeLast();
                if (found) {
                    return true;
                }
            }
        }
        return false;
    }

    /** An anchor that is listed itself needs nobody above it; the last of the trail may be the anchor. */
    private boolean reaches(ParsedCertificate certificate, TrustSnapshot.Anchor anchor) {
        return certificate.equals(anchor.certificate())
                || (certificate.mayBeIssuedBy(anchor.certificate()) && isLinked(certificate, anchor.certificate()));
    }

    private boolean judged(TrustSnapshot.Anchor anchor) {
        List<ParsedCertificate> certificates = new ArrayList<>(trail);
        if (!certificates.getLast().equals(anchor.certificate())) {
            certificates.add(anchor.certificate());
        }
        CheckResult check = new PathRules(certificates, at).check();
        if (best == null || check.hasPassed()) {
            best = new Result(new Path(List.copyOf(certificates), anchor.regime()), check);
        }
        return check.hasPassed();
    }

    private boolean isLinked(ParsedCertificate child, ParsedCertificate parent) {
        if (trust.knowsLink(child, parent)) {
            return true;
        }
        if (!budget.take()) {
            return false;
        }
        try {
            boolean linked = child.isSignedBy(parent.key);
            if (linked) {
                trust.rememberLink(child, parent);
            }
            return linked;
        } catch (SignatureScheme.OtherKind namesake) {
            return false;
        } catch (SignatureScheme.Unsupported unsupported) {
            refusedAlgorithm = unsupported.getMessage() + " (certificate " + child + ")";
            return false;
        }
    }
}

package kz.centerpro.hub.certificate;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import kz.centerpro.contracts.party.SignatureRegime;
import org.jspecify.annotations.Nullable;

/**
 * Finds a path from a certificate to an anchor by names, key identifiers and signatures together: the national
 * authority reuses names across generations. Bounded in depth, candidates, signatures and steps, since strangers bring
 * candidates that may all point at one another.
 */
public final class PathBuilder {

    static final int DEPTH_MAX = 8;
    static final int CANDIDATES_MAX = 64;

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

    /** Signature checks and steps left for one examination, whatever number of paths it builds. */
    public static final class Budget {

        static final int SIGNATURES_MAX = 128;
        /** A step looks at one pair of certificates or at one whole path. */
        static final int STEPS_MAX = 65_536;
        private int signatures = SIGNATURES_MAX;
        private int steps = STEPS_MAX;

        boolean takeSignature() {
            return signatures > 0 && signatures-- > 0;
        }

        boolean takeSteps(int count) {
            steps -= Math.min(steps, count);
            return steps > 0;
        }

        boolean isSpent() {
            return signatures <= 0 || steps <= 0;
        }

        int stepsTaken() {
            return STEPS_MAX - steps;
        }

        int signaturesTaken() {
            return SIGNATURES_MAX - signatures;
        }
    }

    private final TrustSnapshot trust;
    private final List<TrustSnapshot.Anchor> anchors;
    private final Set<ParsedCertificate> candidates = new LinkedHashSet<>();
    private final Instant at;
    private final PolicyInputs inputs;
    private final Deque<ParsedCertificate> trail = new ArrayDeque<>();
    /** Pairs seen not to be linked; that they are is remembered by the snapshot. */
    private final Set<String> strangers = new HashSet<>();
    /** Pairs linked by algorithms that count only for what is old; never remembered beyond this search. */
    private final Set<String> weakLinks = new HashSet<>();
    private @Nullable Result best;
    private @Nullable String refusedAlgorithm;
    private boolean metWeak;
    private boolean dated;
    private SignatureScheme.Age age;
    private final Budget budget;

    public PathBuilder(TrustSnapshot trust, List<TrustSnapshot.Anchor> anchors, List<ParsedCertificate> brought,
            Instant at, Budget budget) {
        this(trust, anchors, brought, at, PolicyInputs.any(), budget);
    }

    PathBuilder(TrustSnapshot trust, List<TrustSnapshot.Anchor> anchors, List<ParsedCertificate> brought, Instant at,
            PolicyInputs inputs, Budget budget) {
        this.budget = budget;
        this.trust = trust;
        this.anchors = anchors;
        this.at = at;
        this.inputs = inputs;
        this.age = trust.takesLegacyAlgorithms() ? SignatureScheme.Age.ANY : SignatureScheme.Age.CURRENT;
        candidates.addAll(trust.intermediates());
        brought.stream().limit(CANDIDATES_MAX).forEach(candidates::add);
    }

    /**
     * Where no path holds by the algorithms of today, one by those of {@link WeakAlgorithm} is looked for as well; the
     * caller asks {@link KeyPolicy#pathAlgorithms} whether it counts.
     */
    public PathBuilder dated() {
        dated = true;
        return this;
    }

    public Result build(ParsedCertificate leaf) {
        Result current = search(leaf);
        if (!dated || !metWeak || current.check().hasPassed()) {
            return current;
        }
        age = SignatureScheme.Age.DATED;
        best = null;
        refusedAlgorithm = null;
        strangers.clear();
        Result old = search(leaf);
        return old.check().hasPassed() || (current.path() == null && old.path() != null) ? old : current;
    }

    private Result search(ParsedCertificate leaf) {
        trail.clear();
        trail.addLast(leaf);
        extend(leaf);
        if (best != null) {
            return best;
        }
        if (refusedAlgorithm != null) {
            return new Result(null, CheckResult.failed("CRYPTO_CONSTRAINTS_FAILURE", refusedAlgorithm));
        }
        String bounds = budget.isSpent() ? " within the bounds of one examination" : "";
        return new Result(null, CheckResult.indeterminate("NO_CERTIFICATE_CHAIN_FOUND",
                "no path from " + leaf + " to a trusted anchor" + bounds));
    }

    /** Depth first; ends at the first path that also satisfies the rules. */
    private boolean extend(ParsedCertificate certificate) {
        for (TrustSnapshot.Anchor anchor : anchors) {
            if (anchor.vouchesFor(trail.getFirst(), at) && reaches(certificate, anchor) && judged(anchor)) {
                return true;
            }
        }
        if (trail.size() >= DEPTH_MAX || !budget.takeSteps(candidates.size())) {
            return false;
        }
        for (ParsedCertificate candidate : List.copyOf(candidates)) {
            if (certificate.mayBeIssuedBy(candidate) && !isRepeated(candidate) && isLinked(certificate, candidate)) {
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

    /** The same key under the same name again leads nowhere new (RFC 4158, 2.4.2). */
    private boolean isRepeated(ParsedCertificate candidate) {
        return trail.stream().anyMatch(met -> met.equals(candidate) || (met.key.equals(candidate.key)
                && Names.same(met.subject, candidate.subject)));
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
        if (!budget.takeSteps(certificates.size()) || !inheritsKeys(certificates)) {
            return false;
        }
        CheckResult check = new PathRules(certificates, at, inputs).check();
        if (best == null || check.hasPassed()) {
            best = new Result(new Path(List.copyOf(certificates), anchor.regime()), check);
        }
        return check.hasPassed();
    }

    /**
     * Gives DSA keys without parameters those of the authority above (RFC 3279, 2.3.2), from the anchor down, and makes
     * up for the signatures that could not be checked before; false when one of them does not hold.
     */
    private boolean inheritsKeys(List<ParsedCertificate> certificates) {
        for (int i = certificates.size() - 2; i >= 0; i--) {
            ParsedCertificate own = certificates.get(i);
            ParsedCertificate above = certificates.get(i + 1);
            if (above.inheritsKey() && !isSigned(own, above)) {
                return false;
            }
            if (trust.takesLegacyAlgorithms() && own.lacksKeyParameters()) {
                certificates.set(i, own.inheriting(above.key));
            }
        }
        return true;
    }

    private boolean isLinked(ParsedCertificate child, ParsedCertificate parent) {
        if (trust.knowsLink(child, parent)) {
            return true;
        }
        if (trust.takesLegacyAlgorithms() && parent.lacksKeyParameters()) {
            return true; // only the whole path tells: see inheritsKeys
        }
        String pair = child.sha256 + parent.sha256;
        if (strangers.contains(pair) || weakLinks.contains(pair)) {
            return weakLinks.contains(pair);
        }
        boolean linked = isSigned(child, parent);
        if (!linked) {
            strangers.add(pair);
        } else if (age == SignatureScheme.Age.DATED && !child.weaknesses(parent.key).isEmpty()) {
            weakLinks.add(pair);
        } else {
            trust.rememberLink(child, parent);
        }
        return linked;
    }

    private boolean isSigned(ParsedCertificate child, ParsedCertificate parent) {
        if (!budget.takeSignature()) {
            return false;
        }
        try {
            return child.isSignedBy(parent.key, age);
        } catch (SignatureScheme.OtherKind namesake) {
            return false;
        } catch (SignatureScheme.TooWeak weak) {
            metWeak = true;
            refusedAlgorithm = weak.getMessage() + " (certificate " + child + ")";
            return false;
        } catch (SignatureScheme.Unsupported unsupported) {
            refusedAlgorithm = unsupported.getMessage() + " (certificate " + child + ")";
            return false;
        }
    }
}

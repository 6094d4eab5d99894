package kz.centerpro.hub.certificate;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;

/**
 * The rules of RFC 5280, 6.1 for a path whose signatures and names already chain; from the anchor down to the signer.
 */
public final class PathRules {

    /** Processed here or harmless to a signature; any other critical extension refuses the path (6.1.4 o, 6.1.5 f). */
    private static final Set<String> UNDERSTOOD = Set.of(Extension.keyUsage.getId(), Extension.basicConstraints.getId(),
            Extension.nameConstraints.getId(), Extension.certificatePolicies.getId(), Extension.policyMappings.getId(),
            Extension.policyConstraints.getId(), Extension.inhibitAnyPolicy.getId(), Extension.extendedKeyUsage.getId(),
            Extension.subjectAlternativeName.getId(), Extension.authorityKeyIdentifier.getId(),
            Extension.subjectKeyIdentifier.getId(), Extension.cRLDistributionPoints.getId(),
            Extension.qCStatements.getId());

    private final List<ParsedCertificate> path;
    private final Instant at;
    private final PolicyInputs inputs;
    private final NameLimits names = new NameLimits();

    /**
     * @param path
     *            from the signer to the anchor
     */
    PathRules(List<ParsedCertificate> path, Instant at, PolicyInputs inputs) {
        this.path = path;
        this.at = at;
        this.inputs = inputs;
    }

    /** A path with an extension that cannot be read is a broken path; others may exist. */
    CheckResult check() {
        try {
            return Der.contained("certificate of the path", this::walk);
        } catch (MalformedSignature malformed) {
            return broken(path.getFirst(), String.valueOf(malformed.getMessage()));
        }
    }

    private CheckResult walk() {
        // The signer first: of two expired certificates the reader wants to hear of his own.
        CheckResult signer = validity(path.getFirst(), true);
        if (!signer.hasPassed()) {
            return signer;
        }
        int pathLength = Integer.MAX_VALUE;
        PolicyRules policies = new PolicyRules(path.size() - 1, inputs);
        for (int i = path.size() - 1; i >= 0; i--) {
            ParsedCertificate certificate = path.get(i);
            boolean anchor = i == path.size() - 1;
            CheckResult own = validity(certificate, false);
            if (own.hasPassed() && !anchor) {
                own = link(certificate, i, policies);
            }
            if (own.hasPassed() && i > 0) {
                own = authority(certificate, anchor);
            }
            if (own.hasPassed() && i > 0) {
                own = named(certificate, names.narrow(certificate)); // an anchor's constraints bind like any other's
            }
            if (!own.hasPassed()) {
                return own;
            }
            if (i > 0) {
                if (!anchor && !certificate.isSelfIssued() && pathLength-- <= 0) {
                    return broken(certificate, "the path below an authority is longer than it allows");
                }
                pathLength = Math.min(pathLength, allowedLength(certificate));
            }
        }
        return policies.isAcceptable()
                ? CheckResult.passed()
                : broken(path.getFirst(), "no policy valid along the path");
    }

    private CheckResult validity(ParsedCertificate certificate, boolean signer) {
        if (at.isBefore(certificate.notBefore)) {
            return CheckResult.failed(signer ? "NOT_YET_VALID" : "CHAIN_CONSTRAINTS_FAILURE",
                    certificate + " is not valid before " + certificate.notBefore);
        }
        if (at.isAfter(certificate.notAfter)) {
            return CheckResult.failed(signer ? "EXPIRED" : "CHAIN_CONSTRAINTS_FAILURE",
                    certificate + " is not valid after " + certificate.notAfter);
        }
        return CheckResult.passed();
    }

    private CheckResult link(ParsedCertificate certificate, int index, PolicyRules policies) {
        Set<String> unknown = new TreeSet<>(certificate.criticalExtensions);
        unknown.removeAll(UNDERSTOOD);
        if (!unknown.isEmpty()) {
            return broken(certificate, "critical extension " + unknown.iterator().next() + " is not understood");
        }
        if (!policies.take(certificate, index == 0)) {
            return broken(certificate, "its policies are not valid along the path");
        }
        return index == 0 || !certificate.isSelfIssued()
                ? named(certificate, names.whyNot(certificate))
                : CheckResult.passed();
    }

    private static CheckResult named(ParsedCertificate certificate, String why) {
        return why.isEmpty() ? CheckResult.passed() : broken(certificate, "name constraints: " + why);
    }

    /** Anchors are trusted by configuration (6.1.1 d): they need no extension, but may not deny being an authority. */
    private static CheckResult authority(ParsedCertificate certificate, boolean anchor) {
        boolean silent = anchor && certificate.basicConstraints == null;
        if (!silent && !(certificate.version3 && certificate.isAuthority())) {
            return broken(certificate, "is not an authority (basicConstraints)");
        }
        if (!certificate.mayUseKeyFor(KeyUsage.keyCertSign)) {
            return broken(certificate, "may not sign certificates (keyUsage)");
        }
        return CheckResult.passed();
    }

    private static int allowedLength(ParsedCertificate certificate) {
        if (certificate.basicConstraints == null || certificate.basicConstraints.getPathLenConstraint() == null) {
            return Integer.MAX_VALUE;
        }
        var limit = certificate.basicConstraints.getPathLenConstraint();
        return limit.bitLength() > 31 ? Integer.MAX_VALUE : Math.max(0, limit.intValue());
    }

    private static CheckResult broken(ParsedCertificate certificate, String reason) {
        return CheckResult.failed("CHAIN_CONSTRAINTS_FAILURE", certificate + ": " + reason);
    }
}

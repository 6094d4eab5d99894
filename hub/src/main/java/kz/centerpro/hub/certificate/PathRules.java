package kz.centerpro.hub.certificate;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraintValidatorException;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PKIXNameConstraintValidator;

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
    private final PKIXNameConstraintValidator names = new PKIXNameConstraintValidator();

    /**
     * @param path
     *            from the signer to the anchor
     */
    PathRules(List<ParsedCertificate> path, Instant at) {
        this.path = path;
        this.at = at;
    }

    CheckResult check() {
        // The signer first: of two expired certificates the reader wants to hear of his own.
        CheckResult signer = validity(path.getFirst(), true);
        if (!signer.hasPassed()) {
            return signer;
        }
        int pathLength = Integer.MAX_VALUE;
        PolicyRules policies = new PolicyRules(path.size() - 1);
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
        try {
            if (index == 0 || !certificate.isSelfIssued()) {
                requireNames(certificate);
            }
            if (index > 0) {
                narrowNames(certificate);
            }
        } catch (NameConstraintValidatorException | IllegalArgumentException excluded) {
            return broken(certificate, "name constraints: " + excluded.getMessage());
        }
        return CheckResult.passed();
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

    private void requireNames(ParsedCertificate certificate) throws NameConstraintValidatorException {
        if (certificate.subject.getRDNs().length > 0) {
            requireName(new GeneralName(certificate.subject));
            for (var email : certificate.subject.getRDNs(org.bouncycastle.asn1.x500.style.BCStyle.EmailAddress)) {
                requireName(new GeneralName(GeneralName.rfc822Name, email.getFirst().getValue().toString()));
            }
        }
        GeneralNames others = certificate.extensions == null
                ? null
                : GeneralNames.fromExtensions(certificate.extensions, Extension.subjectAlternativeName);
        if (others != null) {
            for (GeneralName other : others.getNames()) {
                requireName(other);
            }
        }
    }

    private void requireName(GeneralName name) throws NameConstraintValidatorException {
        names.checkPermitted(name);
        names.checkExcluded(name);
    }

    private void narrowNames(ParsedCertificate certificate) {
        NameConstraints constraints = certificate.extensions == null
                ? null
                : NameConstraints
                        .getInstance(certificate.extensions.getExtensionParsedValue(Extension.nameConstraints));
        if (constraints == null) {
            return;
        }
        GeneralSubtree[] permitted = constraints.getPermittedSubtrees();
        if (permitted != null) {
            names.intersectPermittedSubtree(permitted);
        }
        GeneralSubtree[] excluded = constraints.getExcludedSubtrees();
        if (excluded != null) {
            for (GeneralSubtree subtree : excluded) {
                names.addExcludedSubtree(subtree);
            }
        }
    }

    private static CheckResult broken(ParsedCertificate certificate, String reason) {
        return CheckResult.failed("CHAIN_CONSTRAINTS_FAILURE", certificate + ": " + reason);
    }
}

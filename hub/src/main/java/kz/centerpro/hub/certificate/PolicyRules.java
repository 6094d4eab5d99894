package kz.centerpro.hub.certificate;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.PolicyConstraints;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.jspecify.annotations.Nullable;

/**
 * Certificate policies of RFC 5280, 6.1.2 to 6.1.5, for a verifier that takes any policy: they matter only where an
 * authority demands an explicit one. Since only the emptiness of the policy tree decides then, its last level suffices.
 */
public final class PolicyRules {

    private static final String ANY = "2.5.29.32.0";
    private static final int POLICIES_MAX = 256;

    private @Nullable Map<String, Set<String>> level = new HashMap<>(Map.of(ANY, Set.of(ANY)));
    private int explicit;
    private int mapping;
    private int inhibitAny;

    /**
     * @param length
     *            certificates below the anchor
     */
    PolicyRules(int length) {
        explicit = length + 1;
        mapping = length + 1;
        inhibitAny = length + 1;
    }

    /** Takes the next certificate below the anchor; false when the path breaks at it. */
    boolean take(ParsedCertificate certificate, boolean last) {
        descend(certificate, last);
        if (explicit <= 0 && level == null) {
            return false;
        }
        if (last) {
            explicit = Math.max(0, explicit - 1);
            constrain(certificate, true);
            return true;
        }
        if (!map(certificate)) {
            return false;
        }
        if (!certificate.isSelfIssued()) {
            explicit = Math.max(0, explicit - 1);
            mapping = Math.max(0, mapping - 1);
            inhibitAny = Math.max(0, inhibitAny - 1);
        }
        constrain(certificate, false);
        return true;
    }

    boolean isAcceptable() {
        return explicit > 0 || level != null;
    }

    private void descend(ParsedCertificate certificate, boolean last) {
        CertificatePolicies policies = certificate.extensions == null
                ? null
                : CertificatePolicies.fromExtensions(certificate.extensions);
        Map<String, Set<String>> above = level;
        if (policies == null || above == null) {
            level = null;
            return;
        }
        Map<String, Set<String>> below = new HashMap<>();
        boolean any = false;
        for (PolicyInformation information : policies.getPolicyInformation()) {
            String policy = information.getPolicyIdentifier().getId();
            if (policy.equals(ANY)) {
                any = true;
            } else if (above.containsKey(ANY)
                    || above.values().stream().anyMatch(expected -> expected.contains(policy))) {
                below.put(policy, Set.of(policy));
            }
        }
        if (any && (inhibitAny > 0 || (!last && certificate.isSelfIssued()))) {
            above.values().forEach(
                    expected -> expected.forEach(policy -> below.putIfAbsent(policy, Set.of(policy))));
        }
        level = below.isEmpty() || below.size() > POLICIES_MAX ? null : below;
    }

    private boolean map(ParsedCertificate certificate) {
        ASN1Encodable value = certificate.extensions == null
                ? null
                : certificate.extensions.getExtensionParsedValue(Extension.policyMappings);
        if (value == null) {
            return true;
        }
        Map<String, Set<String>> mapped = new HashMap<>();
        for (ASN1Encodable pair : ASN1Sequence.getInstance(value)) {
            ASN1Sequence both = ASN1Sequence.getInstance(pair);
            String from = ASN1ObjectIdentifier.getInstance(both.getObjectAt(0)).getId();
            String to = ASN1ObjectIdentifier.getInstance(both.getObjectAt(1)).getId();
            if (from.equals(ANY) || to.equals(ANY) || mapped.size() > POLICIES_MAX) {
                return false;
            }
            mapped.computeIfAbsent(from, _ -> new HashSet<>()).add(to);
        }
        Map<String, Set<String>> current = level;
        if (current != null) {
            mapped.forEach((from, to) -> {
                if (mapping <= 0) {
                    current.remove(from);
                } else if (current.containsKey(from) || current.containsKey(ANY)) {
                    current.put(from, to);
                }
            });
            level = current.isEmpty() ? null : current;
        }
        return true;
    }

    private void constrain(ParsedCertificate certificate, boolean last) {
        if (certificate.extensions == null) {
            return;
        }
        PolicyConstraints constraints = PolicyConstraints.fromExtensions(certificate.extensions);
        if (constraints != null) {
            BigInteger require = constraints.getRequireExplicitPolicyMapping();
            BigInteger inhibit = constraints.getInhibitPolicyMapping();
            if (require != null && (!last || require.signum() == 0)) {
                explicit = require.min(BigInteger.valueOf(explicit)).intValue();
            }
            if (inhibit != null) {
                mapping = inhibit.min(BigInteger.valueOf(mapping)).intValue();
            }
        }
        ASN1Encodable skip = certificate.extensions.getExtensionParsedValue(Extension.inhibitAnyPolicy);
        if (skip != null) {
            inhibitAny = ASN1Integer.getInstance(skip).getValue().min(BigInteger.valueOf(inhibitAny)).intValue();
        }
    }
}

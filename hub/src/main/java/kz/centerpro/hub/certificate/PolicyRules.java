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
 * Certificate policies of RFC 5280, 6.1.2 to 6.1.5. Instead of the tree, whose size a hostile path can make explode,
 * only its last level is kept: each policy once, with the policies at the top that it descends from (RFC 9618).
 */
public final class PolicyRules {

    private static final int POLICIES_MAX = 256;

    /**
     * A valid policy of the last certificate taken.
     *
     * @param expected
     *            what the next certificate must call it
     * @param origins
     *            what the verifier knows it as: the policies that were first taken from anyPolicy
     */
    private record Node(Set<String> expected, Set<String> origins) {

        static Node of(String policy, Set<String> origins) {
            return new Node(Set.of(policy), origins);
        }

        Node joined(Set<String> more) {
            Set<String> both = new HashSet<>(origins);
            both.addAll(more);
            return new Node(expected, both);
        }
    }

    private final PolicyInputs inputs;
    private @Nullable Map<String, Node> level = new HashMap<>(
            Map.of(PolicyInputs.ANY, Node.of(PolicyInputs.ANY, Set.of(PolicyInputs.ANY))));
    private int explicit;
    private int mapping;
    private int inhibitAny;

    /**
     * @param length
     *            certificates below the anchor
     */
    PolicyRules(int length, PolicyInputs inputs) {
        this.inputs = inputs;
        explicit = inputs.explicit() ? 0 : length + 1;
        mapping = inputs.mappingInhibited() ? 0 : length + 1;
        inhibitAny = inputs.anyInhibited() ? 0 : length + 1;
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
        return explicit > 0 || !accepted().isEmpty();
    }

    /** The policies valid along the path that the verifier takes (6.1.5 g), by the names it knows them as. */
    Set<String> accepted() {
        Map<String, Node> last = level;
        if (last == null) {
            return Set.of();
        }
        Set<String> origins = new HashSet<>();
        last.values().forEach(node -> origins.addAll(node.origins()));
        if (inputs.acceptable().contains(PolicyInputs.ANY)) {
            return origins;
        }
        if (last.containsKey(PolicyInputs.ANY)) {
            return inputs.acceptable();
        }
        origins.retainAll(inputs.acceptable());
        return origins;
    }

    /** 6.1.3 d and e. */
    private void descend(ParsedCertificate certificate, boolean last) {
        CertificatePolicies policies = certificate.extensions == null
                ? null
                : CertificatePolicies.fromExtensions(certificate.extensions);
        Map<String, Node> above = level;
        if (policies == null || above == null) {
            level = null;
            return;
        }
        Map<String, Node> below = new HashMap<>();
        boolean any = false;
        PolicyInformation[] stated = policies.getPolicyInformation();
        for (int i = 0; i < Math.min(stated.length, POLICIES_MAX); i++) {
            String policy = stated[i].getPolicyIdentifier().getId();
            if (policy.equals(PolicyInputs.ANY)) {
                any = true;
            } else {
                descend(policy, above, below);
            }
        }
        if (any && (inhibitAny > 0 || (!last && certificate.isSelfIssued()))) {
            above.forEach((valid, node) -> descendAny(valid, node, below));
        }
        level = below.isEmpty() || below.size() > POLICIES_MAX ? null : below;
    }

    private static void descend(String policy, Map<String, Node> above, Map<String, Node> below) {
        Set<String> origins = new HashSet<>();
        above.forEach((valid, node) -> {
            if (!valid.equals(PolicyInputs.ANY) && node.expected().contains(policy)) {
                origins.addAll(node.origins());
            }
        });
        if (!origins.isEmpty()) {
            below.put(policy, Node.of(policy, origins));
        } else if (above.containsKey(PolicyInputs.ANY)) {
            below.put(policy, Node.of(policy, Set.of(policy)));
        }
    }

    /** A policy that the certificate does not name, but carries on by its anyPolicy (6.1.3 d 2). */
    private static void descendAny(String valid, Node node, Map<String, Node> below) {
        for (String policy : node.expected()) {
            Set<String> origins = valid.equals(PolicyInputs.ANY) ? Set.of(policy) : node.origins();
            below.merge(policy, Node.of(policy, origins), (known, more) -> known.joined(more.origins()));
        }
    }

    /** 6.1.4 a and b. */
    private boolean map(ParsedCertificate certificate) {
        ASN1Encodable value = certificate.extensions == null
                ? null
                : certificate.extensions.getExtensionParsedValue(Extension.policyMappings);
        if (value == null) {
            return true;
        }
        Map<String, Set<String>> mapped = new HashMap<>();
        ASN1Sequence pairs = ASN1Sequence.getInstance(value);
        for (ASN1Encodable pair : pairs) {
            ASN1Sequence both = ASN1Sequence.getInstance(pair);
            String from = ASN1ObjectIdentifier.getInstance(both.getObjectAt(0)).getId();
            String to = ASN1ObjectIdentifier.getInstance(both.getObjectAt(1)).getId();
            if (from.equals(PolicyInputs.ANY) || to.equals(PolicyInputs.ANY) || pairs.size() > POLICIES_MAX) {
                return false;
            }
            mapped.computeIfAbsent(from, _ -> new HashSet<>()).add(to);
        }
        Map<String, Node> current = level;
        if (current != null) {
            mapped.forEach((from, to) -> map(current, from, to));
            level = current.isEmpty() ? null : current;
        }
        return true;
    }

    private void map(Map<String, Node> current, String from, Set<String> to) {
        Node node = current.get(from);
        if (mapping <= 0) {
            current.remove(from);
        } else if (node != null) {
            current.put(from, new Node(to, node.origins()));
        } else if (current.containsKey(PolicyInputs.ANY)) {
            current.put(from, new Node(to, Set.of(from)));
        }
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

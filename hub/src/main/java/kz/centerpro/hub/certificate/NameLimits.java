package kz.centerpro.hub.certificate;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;

/**
 * The name constraints met along one path (RFC 5280, 4.2.1.10; 6.1.3 b and c): a name must lie in a permitted subtree
 * of every authority that permits some of its form, and in no excluded one. Forms that cannot be compared here are
 * refused where they are constrained and then used.
 */
final class NameLimits {

    private static final int COMPARISONS_MAX = 65_536;

    /** Permitted subtrees by form; one group for each authority that permits some of the form. */
    private final Map<Integer, List<List<GeneralName>>> permitted = new HashMap<>();
    private final List<GeneralName> excluded = new ArrayList<>();
    private int comparisons;

    /** Takes the constraints that a certificate puts on those below it; empty, or why they cannot be kept. */
    String narrow(ParsedCertificate authority) {
        NameConstraints constraints = authority.extensions == null
                ? null
                : NameConstraints
                        .getInstance(authority.extensions.getExtensionParsedValue(Extension.nameConstraints));
        if (constraints == null) {
            return "";
        }
        GeneralSubtree[] inside = constraints.getPermittedSubtrees();
        GeneralSubtree[] outside = constraints.getExcludedSubtrees();
        Map<Integer, List<GeneralName>> groups = new HashMap<>();
        for (GeneralSubtree subtree : inside == null ? new GeneralSubtree[0] : inside) {
            if (!isPlain(subtree)) {
                return "a subtree with distances";
            }
            groups.computeIfAbsent(subtree.getBase().getTagNo(), _ -> new ArrayList<>()).add(subtree.getBase());
        }
        groups.forEach((form, group) -> permitted.computeIfAbsent(form, _ -> new ArrayList<>()).add(group));
        for (GeneralSubtree subtree : outside == null ? new GeneralSubtree[0] : outside) {
            if (!isPlain(subtree)) {
                return "a subtree with distances";
            }
            excluded.add(subtree.getBase());
        }
        return "";
    }

    /** RFC 5280 has no use for minimum and maximum, and neither have we. */
    private static boolean isPlain(GeneralSubtree subtree) {
        return subtree.getMinimum().signum() == 0 && subtree.getMaximum() == null;
    }

    /** Empty, or which name of the certificate is not allowed. */
    String whyNot(ParsedCertificate certificate) {
        if (permitted.isEmpty() && excluded.isEmpty()) {
            return "";
        }
        for (GeneralName name : names(certificate)) {
            String why = whyNot(name);
            if (!why.isEmpty()) {
                return why;
            }
        }
        return "";
    }

    private static List<GeneralName> names(ParsedCertificate certificate) {
        List<GeneralName> names = new ArrayList<>();
        RDN[] parts = certificate.subject.getRDNs();
        if (parts.length > 0) {
            names.add(new GeneralName(certificate.subject));
        }
        for (RDN part : parts) {
            for (AttributeTypeAndValue attribute : part.getTypesAndValues()) {
                if (attribute.getType().equals(BCStyle.EmailAddress)) {
                    names.add(new GeneralName(GeneralName.rfc822Name, attribute.getValue() instanceof ASN1String text
                            ? text.getString()
                            : ""));
                }
            }
        }
        GeneralNames others = certificate.extensions == null
                ? null
                : GeneralNames.fromExtensions(certificate.extensions, Extension.subjectAlternativeName);
        if (others != null) {
            names.addAll(List.of(others.getNames()));
        }
        return names;
    }

    private String whyNot(GeneralName name) {
        int form = name.getTagNo();
        List<List<GeneralName>> groups = permitted.getOrDefault(form, List.of());
        List<GeneralName> banned = excluded.stream().filter(subtree -> subtree.getTagNo() == form).toList();
        if (groups.isEmpty() && banned.isEmpty()) {
            return "";
        }
        comparisons += banned.size() + groups.stream().mapToInt(List::size).sum();
        if (comparisons > COMPARISONS_MAX) {
            return "too many names under too many constraints";
        }
        if (!isComparable(form)) {
            return "names of form " + form + " are constrained, which cannot be checked";
        }
        for (List<GeneralName> group : groups) {
            if (group.stream().noneMatch(subtree -> isWithin(name, subtree, false))) {
                return name + " is not permitted";
            }
        }
        return banned.stream().anyMatch(subtree -> isWithin(name, subtree, true)) ? name + " is excluded" : "";
    }

    private static boolean isComparable(int form) {
        return form == GeneralName.directoryName || form == GeneralName.rfc822Name || form == GeneralName.dNSName
                || form == GeneralName.uniformResourceIdentifier || form == GeneralName.iPAddress;
    }

    /**
     * @param unsure
     *            the answer for a name that cannot be read in its form
     */
    private static boolean isWithin(GeneralName name, GeneralName subtree, boolean unsure) {
        return switch (name.getTagNo()) {
            case GeneralName.directoryName -> beginsWith(X500Name.getInstance(name.getName()),
                    X500Name.getInstance(subtree.getName()));
            case GeneralName.iPAddress -> isInNetwork(ASN1OctetString.getInstance(name.getName()).getOctets(),
                    ASN1OctetString.getInstance(subtree.getName()).getOctets(), unsure);
            case GeneralName.rfc822Name -> isMailbox(text(name), text(subtree), unsure);
            case GeneralName.dNSName -> isHostBelow(lower(text(name)), lower(text(subtree)), unsure);
            case GeneralName.uniformResourceIdentifier -> isAddress(text(name), lower(text(subtree)), unsure);
            default -> unsure;
        };
    }

    private static String text(GeneralName name) {
        return name.getName() instanceof ASN1String text ? text.getString() : "";
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static boolean beginsWith(X500Name name, X500Name base) {
        RDN[] parts = name.getRDNs();
        RDN[] first = base.getRDNs();
        if (first.length > parts.length) {
            return false;
        }
        RDN[] head = java.util.Arrays.copyOf(parts, first.length);
        return Names.same(new X500Name(head), new X500Name(first));
    }

    /** A mailbox, all mailboxes of a host, or, after a dot, those of all hosts below a domain. */
    private static boolean isMailbox(String mailbox, String subtree, boolean unsure) {
        int at = mailbox.lastIndexOf('@');
        if (at < 1 || at == mailbox.length() - 1) {
            return unsure;
        }
        String host = lower(mailbox.substring(at + 1));
        int limit = subtree.lastIndexOf('@');
        if (limit >= 0) {
            String local = mailbox.substring(0, at);
            String wanted = subtree.substring(0, limit);
            boolean same = unsure ? local.equalsIgnoreCase(wanted) : local.equals(wanted);
            return same && host.equals(lower(subtree.substring(limit + 1)));
        }
        return isHost(host, lower(subtree));
    }

    private static boolean isHost(String host, String subtree) {
        return subtree.startsWith(".")
                ? host.endsWith(subtree) && host.length() > subtree.length()
                : host.equals(subtree);
    }

    /** A host and everything that labels to its left make; a wildcard stands for hosts in and out of the subtree. */
    private static boolean isHostBelow(String host, String subtree, boolean unsure) {
        if (subtree.isEmpty()) {
            return true;
        }
        if (host.isEmpty()) {
            return unsure;
        }
        if (subtree.startsWith(".")) {
            return isHost(host, subtree) || (unsure && host.equals(subtree.substring(1)));
        }
        boolean below = host.equals(subtree) || host.endsWith("." + subtree);
        boolean mayReach = unsure && host.startsWith("*.") && subtree.endsWith(host.substring(1));
        return below || mayReach;
    }

    /** The host of an address with a name for its authority; addresses without one cannot be placed. */
    private static boolean isAddress(String address, String subtree, boolean unsure) {
        String host;
        try {
            host = new URI(address).getHost();
        } catch (URISyntaxException unreadable) {
            return unsure;
        }
        if (host == null || host.startsWith("[") || host.chars().allMatch(c -> c == '.' || Character.isDigit(c))) {
            return unsure;
        }
        return isHost(lower(host), subtree);
    }

    private static boolean isInNetwork(byte[] address, byte[] network, boolean unsure) {
        if (network.length != 2 * address.length || (address.length != 4 && address.length != 16)) {
            // An address of the other family lies in no network of this one.
            return unsure && network.length != 8 && network.length != 32;
        }
        for (int i = 0; i < address.length; i++) {
            if (((address[i] ^ network[i]) & network[i + address.length]) != 0) {
                return false;
            }
        }
        return true;
    }
}

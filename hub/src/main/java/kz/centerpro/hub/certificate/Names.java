package kz.centerpro.hub.certificate;

import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.IETFUtils;

/** Comparison of distinguished names as RFC 5280, 7.1 has it: case and spaces aside, but in the order written. */
public final class Names {

    private Names() {}

    /** Bouncy Castle's own comparison takes the parts in any order, which chains names that do not chain. */
    public static boolean same(X500Name one, X500Name other) {
        RDN[] ours = one.getRDNs();
        RDN[] theirs = other.getRDNs();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int i = 0; i < ours.length; i++) {
            if (!ours[i].equals(theirs[i]) && !IETFUtils.rDNAreEqual(ours[i], theirs[i])) {
                return false;
            }
        }
        return true;
    }
}

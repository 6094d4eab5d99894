package kz.centerpro.hub.certificate;

import java.util.Set;

/**
 * What a verifier asks of certificate policies (RFC 5280, 6.1.1 c and e to g).
 *
 * @param acceptable
 *            object identifiers of which one must be valid along the path where policies matter; {@link #ANY} takes all
 * @param explicit
 *            whether a policy must be valid though no authority demands one
 * @param mappingInhibited
 *            whether authorities may not declare policies equal
 * @param anyInhibited
 *            whether an authority's anyPolicy counts for nothing
 */
record PolicyInputs(Set<String> acceptable, boolean explicit, boolean mappingInhibited, boolean anyInhibited) {

    static final String ANY = "2.5.29.32.0";

    PolicyInputs {
        acceptable = Set.copyOf(acceptable);
    }

    /** The hub's own question: any policy, demanded only where an authority demands one. */
    static PolicyInputs any() {
        return new PolicyInputs(Set.of(ANY), false, false, false);
    }
}

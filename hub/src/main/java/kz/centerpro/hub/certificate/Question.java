package kz.centerpro.hub.certificate;

/**
 * What is asked of every signature, in the order of the asking. The wording in the reader's language belongs to the
 * report; here stands where the question comes from.
 */
public enum Question {

    /** Does the signature keep the rules of its format? */
    FORMAT("ETSI EN 319 102-1, 5.2.2", true),
    /** Was the signer's certificate found? */
    SIGNER_CERTIFICATE("ETSI EN 319 102-1, 5.2.3", true),
    /** Do key, digest and signature algorithm belong together, and were they strong enough at the time? */
    ALGORITHMS("ETSI EN 319 102-1, 5.2.8", true),
    /** Is this the content that was signed? */
    CONTENT("ETSI EN 319 102-1, 5.2.7", true),
    /** Was it signed with the key of this certificate? */
    SIGNATURE_VALUE("ETSI EN 319 102-1, 5.2.7", true),
    /** Was all of the content signed? */
    COVERAGE("ETSI EN 319 102-1, 5.1.4.4", false),
    /** Does the time-stamp over the signature hold? */
    TIMESTAMP("ETSI EN 319 102-1, 5.4", false),
    /** Is the time of signing proved by somebody else than the signer? */
    PROOF_OF_TIME("ETSI EN 319 102-1, 5.5", false),
    /** Does a path of signatures lead to a trusted authority? */
    PATH("RFC 5280, 6.1", true),
    /** Were the algorithms of the certificates below the anchor strong enough at the time? */
    PATH_ALGORITHMS("ETSI EN 319 102-1, 5.2.6", true),
    /** Was the certificate valid at the time? */
    VALIDITY_PERIOD("RFC 5280, 4.1.2.5", true),
    /** Do all certificates of the path keep their constraints? */
    PATH_RULES("RFC 5280, 6.1.4", true),
    /** May the key sign documents? */
    KEY_USAGE("RFC 5280, 4.2.1.3", true),
    /** Was the certificate issued under a policy meant for signatures? */
    CERTIFICATE_POLICY("RFC 5280, 4.2.1.4", false),
    /** Is there evidence of the certificate's state that is recent enough? */
    REVOCATION_EVIDENCE("ETSI EN 319 102-1, 5.2.5", false),
    /** Was the certificate neither revoked nor suspended at the time? */
    REVOCATION("RFC 5280, 6.3", true),
    /** Was no authority of the path revoked at the time? */
    AUTHORITY_REVOCATION("RFC 5280, 6.3", true),
    /** Do the signatures over this signature hold? */
    COUNTERSIGNATURES("RFC 5652, 11.4", false),
    /** Does the certificate state a right to sign for the organisation? */
    SIGNING_RIGHT("User agreement, 7.1.4", false);

    private final String clause;
    private final boolean fixed;

    Question(String clause, boolean fixed) {
        this.clause = clause;
        this.fixed = fixed;
    }

    /** The clause that asks it. */
    public String clause() {
        return clause;
    }

    /** True when no policy may let a signature pass that fails here. */
    public boolean isFixed() {
        return fixed;
    }
}

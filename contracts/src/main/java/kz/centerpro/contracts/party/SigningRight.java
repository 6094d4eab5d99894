package kz.centerpro.contracts.party;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What the certificate says of its holder's right to sign for a legal entity. Shown to every party, never a reason to
 * refuse a document (clauses 7.1.4 and 7.9.2).
 */
public enum SigningRight {

    /** A person's own certificate: nobody else is bound. */
    @JsonProperty("own_name")
    OWN_NAME,
    /** First head, or staff with the right to sign. */
    @JsonProperty("confirmed")
    CONFIRMED,
    /** The right to sign financial documents only. */
    @JsonProperty("financial_documents")
    FINANCIAL_DOCUMENTS,
    /** The certificate names a legal entity and gives no right to sign for it. */
    @JsonProperty("not_confirmed")
    NOT_CONFIRMED;

    public static SigningRight of(SignerRole role, boolean forLegalEntity) {
        if (!forLegalEntity) {
            return OWN_NAME;
        }
        return switch (role) {
            case FIRST_HEAD, SIGN_RIGHT -> CONFIRMED;
            case FINANCE_SIGN -> FINANCIAL_DOCUMENTS;
            default -> NOT_CONFIRMED;
        };
    }
}

package kz.centerpro.contracts.party;

/**
 * What a signing certificate says of its holder, read from its extended key usages. Shown to every party, never a
 * reason to refuse a document (user agreement, clauses 7.1.4 and 7.9.2).
 */
public enum SignerRole {
    INDIVIDUAL, FIRST_HEAD, SIGN_RIGHT, FINANCE_SIGN, HR, EMPLOYEE, INFORMATION_SYSTEM, CIVIL_SERVANT, ARCHIVE_STAFF, CA_STAFF, NONE
}

package kz.centerpro.contracts.party;

/** The four kinds of clients (user agreement, clause 1.4). */
public enum ParticipantKind {
    INDIVIDUAL, LEGAL_ENTITY, ENTREPRENEUR, SELF_EMPLOYED
}

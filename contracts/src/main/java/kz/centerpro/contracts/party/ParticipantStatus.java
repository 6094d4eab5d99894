package kz.centerpro.contracts.party;

/** A participant registers first and becomes active when the offer is accepted (clauses 1.3, 1.4). */
public enum ParticipantStatus {
    REGISTERED, ACTIVE
}

package kz.centerpro.contracts.party;

/**
 * A participant registers first, becomes active when the offer is accepted (clauses 1.3, 1.4), and is one no longer
 * when the agreement has ended (10.7, 13.2).
 */
public enum ParticipantStatus {
    REGISTERED, ACTIVE, TERMINATED
}

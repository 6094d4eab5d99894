package kz.centerpro.contracts.party;

import java.util.List;

/**
 * A participant as the operator's staff sees it, found by its exact number.
 *
 * @param signatories
 *            certificates that have signed in for it, the newest first
 * @param restrictions
 *            the newest first, lifted ones too
 */
public record ClientView(String country, String taxId, String name, ParticipantKind kind, ParticipantStatus status,
        String registeredAt, List<Person> signatories, List<RestrictionView> restrictions) {

    /** Whom a restriction may name. */
    public record Person(String id, String name, SignerRole role) {}
}

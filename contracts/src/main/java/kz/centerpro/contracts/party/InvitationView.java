package kz.centerpro.contracts.party;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A link that its maker hands to somebody who is not here yet.
 *
 * @param code
 *            unguessable
 * @param href
 *            the cabinet's page for it, below this service's address
 * @param seenAt
 *            when it was opened for the first time
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InvitationView(String code, String href, String createdAt, String expiresAt, @Nullable String seenAt) {

    /**
     * What anybody with the link sees: who invites.
     *
     * @param name
     *            of the inviting participant, as its certificate has it
     */
    public record Open(String country, String taxId, String name, String expiresAt) {}
}

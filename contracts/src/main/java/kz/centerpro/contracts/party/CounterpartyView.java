package kz.centerpro.contracts.party;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a participant's own list (clause 7.9.10); nobody else sees it.
 *
 * @param taxId
 *            IIN, BIN or foreign number, whole
 * @param name
 *            of the participant with this number, once it is connected
 * @param alias
 *            the owner's own word for it
 * @param groups
 *            the owner's own words to sort by
 * @param state
 *            {@code CREATED}, {@code INVITED} or {@code CONNECTED}
 * @param blocked
 *            no document is taken from it
 * @param invitation
 *            the newest, until it is connected
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CounterpartyView(String country, String taxId, @Nullable String name, @Nullable String alias,
        List<String> groups, String state, boolean blocked, String createdAt, @Nullable String connectedAt,
        @Nullable InvitationView invitation) {

    /** {@code state} of an entry that nobody has registered for and nobody was invited for. */
    public static final String CREATED = "CREATED";
    public static final String INVITED = "INVITED";
    public static final String CONNECTED = "CONNECTED";

    /**
     * A page of the list.
     *
     * @param next
     *            {@code after} of the next page; absent on the last
     * @param total
     *            entries in the whole list
     * @param groups
     *            all groups of the whole list
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Page(List<CounterpartyView> items, @Nullable String next, long total, List<String> groups,
            Limits limits) {}

    /**
     * What the owner may do yet (clauses 4.3.5, 4.3.9).
     *
     * @param additions
     *            entries that may be added within the next 24 hours, as far as none of the last 24 fall out
     * @param invitations
     *            likewise
     */
    public record Limits(long additions, long invitations) {}
}

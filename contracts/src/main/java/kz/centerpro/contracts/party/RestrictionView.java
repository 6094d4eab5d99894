package kz.centerpro.contracts.party;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Access that the operator took away, as its staff sees it.
 *
 * @param kind
 *            SUSPENDED: the participant is told the clause and the reason (clause 5.3.7); BLOCKED: it is told neither,
 *            for breaches of 4.3.6-4.3.10 and 5.2.7 alone (5.3.8)
 * @param scope
 *            ALL: the whole access; EXCHANGE: sending alone, everything else stays open (clause 5.3.7)
 * @param clause
 *            of the agreement that was breached
 * @param signatory
 *            whose access it is; absent for the whole participant, its programs too
 * @param imposedBy
 *            name of who did it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RestrictionView(String id, String scope, String kind, String clause, String reason,
        @Nullable String signatory,
        String imposedBy, String imposedAt, @Nullable String liftedBy, @Nullable String liftedAt,
        @Nullable String liftReason) {

    public static final String ALL = "ALL";
    public static final String EXCHANGE = "EXCHANGE";
    public static final String SUSPENDED = "SUSPENDED";
    public static final String BLOCKED = "BLOCKED";
}

package kz.centerpro.contracts.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of an account's log (clause 7.1.3).
 *
 * @param no
 *            from 1 in the box, without a gap
 * @param actor
 *            id of the signatory or API credential; absent when nobody was recognised
 * @param object
 *            number or id of what it was done to
 * @param status
 *            HTTP status of the answer
 * @param hash
 *            as {@link AuditChain} reckons it, lower-case hex
 * @param previous
 *            hash of the row before, or of nothing for the first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuditView(long no, String at, @Nullable String actor, @Nullable String actorName,
        @Nullable String session, @Nullable String ip, String action, @Nullable String object, int status, String hash,
        String previous) {

    /**
     * {@code GET /v1/audit}, the newest first.
     *
     * @param next
     *            give it as {@code below} for the page after; absent on the last
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Page(long box, List<AuditView> items, @Nullable Long next) {}
}

package kz.centerpro.contracts.party;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/admin/participants/{taxId}/restrictions}; fields as in {@link RestrictionView}.
 *
 * @param scope
 *            ALL when absent
 * @param signatory
 *            takes the access of one signatory alone
 */
public record RestrictionRequest(@Nullable String kind, @Nullable String clause, @Nullable String reason,
        @Nullable String signatory, @Nullable String scope) {

    /** {@code POST …/restrictions/{id}/lifting}: why access is given back. */
    public record Lifting(@Nullable String reason) {}
}

package kz.centerpro.contracts.party;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version of the requisites that a participant declared (clause 13.1).
 *
 * @param version
 *            from 1; 0 is what was typed at registration
 * @param changedOn
 *            the day when it came about, like 2026-11-30
 * @param late
 *            reported more than ten calendar days after that day
 * @param reportedBy
 *            id of the signatory
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RequisitesView(int version, @Nullable String name, @Nullable String address, @Nullable String email,
        @Nullable String phone, @Nullable String head, @Nullable String bank, @Nullable String bic,
        @Nullable String iban, @Nullable String kbe, @Nullable String changedOn, String reportedAt, boolean late,
        String reportedBy) {

    /** {@code GET /v1/participants/me/requisites}, the newest first. */
    public record Page(List<RequisitesView> items) {}
}

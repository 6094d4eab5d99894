package kz.centerpro.contracts.billing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/partner}: a partner's report.
 *
 * @param code
 *            what new clients name
 * @param state
 *            {@code ACTIVE}, {@code FROZEN} (rewards wait) or {@code CANCELLED}
 * @param termsVersion
 *            accepted last; holds for new referrals
 * @param rewards
 *            of all referrals together
 */
public record PartnerView(String code, String state, int termsVersion, String enrolledAt, long referred, long rewarded,
        Money rewards, List<Referral> referrals) {

    /**
     * One client that came by this partner; the newest first, at most 500.
     *
     * @param state
     *            {@code OPEN}, {@code REWARDED}, {@code EXPIRED} or {@code CANCELLED}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Referral(String referredAt, String until, int termsVersion, String state, @Nullable Money reward,
            @Nullable String settledAt) {}
}

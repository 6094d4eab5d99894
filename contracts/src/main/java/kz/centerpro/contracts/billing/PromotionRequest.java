package kz.centerpro.contracts.billing;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/admin/promotions} (clause 5.3.11): a discount in per cent or as an amount, one of the two.
 *
 * @param tariff
 *            absent: on any tariff
 * @param perParticipant
 *            how often one participant may use it; absent: once
 */
public record PromotionRequest(@Nullable String code, @Nullable String tariff, @Nullable Integer percent,
        @Nullable Money amount, @Nullable String validFrom, @Nullable String validTo,
        @Nullable Integer perParticipant, @Nullable Map<String, String> names) {}

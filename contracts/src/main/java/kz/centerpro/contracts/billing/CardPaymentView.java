package kz.centerpro.contracts.billing;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A payment by card. Only SETTLED reaches the balance (clause 6.5): what is authorised has not come.
 *
 * @param state
 *            NEW, AUTHORISED, SETTLED, DECLINED or EXPIRED
 * @param page
 *            the acquirer's page to pay on
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CardPaymentView(String id, String state, Money amount, @Nullable String invoice, String scheme,
        @Nullable String page, @Nullable String reason, String createdAt, String changedAt) {}

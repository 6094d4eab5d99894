package kz.centerpro.contracts.billing;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/subscriptions}: pays a tariff from the balance and starts it (clause 6.6). A price that the caller
 * sends is not read (6.1).
 *
 * @param useBonus
 *            pay with the bonus first; absent: only with money
 */
public record SubscriptionRequest(@Nullable String tariff, @Nullable String promotion, @Nullable Boolean useBonus) {}

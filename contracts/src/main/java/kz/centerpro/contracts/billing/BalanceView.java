package kz.centerpro.contracts.billing;

/**
 * {@code GET /v1/balance} (clause 1.14).
 *
 * @param cash
 *            paid and not spent
 * @param bonus
 *            given by promotions; pays tariffs, is never paid out
 */
public record BalanceView(Money cash, Money bonus) {}

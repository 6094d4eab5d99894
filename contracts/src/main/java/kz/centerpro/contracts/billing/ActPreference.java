package kz.centerpro.contracts.billing;

import org.jspecify.annotations.Nullable;

/**
 * {@code /v1/act-preferences}.
 *
 * @param monthly
 *            whether the participant, a resident, gets an act for each month in which it started a tariff
 * @param language
 *            kk or ru, of the paper that is sent and signed; absent: as it was, at first ru
 */
public record ActPreference(@Nullable Boolean monthly, @Nullable String language) {}

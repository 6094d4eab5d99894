package kz.centerpro.contracts.billing;

import org.jspecify.annotations.Nullable;

/**
 * {@code /v1/act-preferences}.
 *
 * @param monthly
 *            whether the participant, a resident, gets an act for each month in which it started a tariff
 */
public record ActPreference(@Nullable Boolean monthly) {}

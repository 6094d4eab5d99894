package kz.centerpro.contracts.party;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/participants/me/termination}: the participant leaves.
 *
 * @param statement
 *            as {@code GET /v1/participants/me/termination/statement} gave it
 * @param signature
 *            CMS over the statement, detached or attached, base64 or PEM
 */
public record LeavingRequest(@Nullable String statement, @Nullable String signature) {}

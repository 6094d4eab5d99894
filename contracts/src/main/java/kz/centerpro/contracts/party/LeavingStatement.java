package kz.centerpro.contracts.party;

/**
 * {@code GET /v1/participants/me/termination/statement}: the exact text whose UTF-8 bytes are signed to leave. It
 * serves once and until {@code expiresAt}.
 *
 * @param effectiveOn
 *            {@code YYYY-MM-DD}, the first day without the agreement, Asia/Almaty
 */
public record LeavingStatement(String statement, String effectiveOn, String expiresAt) {}

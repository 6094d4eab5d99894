package kz.centerpro.contracts.party;

/**
 * {@code GET /v1/offers/current/statement}: the exact text whose UTF-8 bytes are signed to accept the offer (clause
 * 1.3). It serves once and until {@code expiresAt}.
 */
public record StatementView(String statement, int offerNo, int policyNo, String expiresAt) {}

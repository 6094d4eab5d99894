package kz.centerpro.contracts.access;

/**
 * {@code POST /v1/auth/challenges}: a text whose UTF-8 bytes are signed to sign in (clause 1.13). It names the host and
 * says that it is no document; it serves once and until {@code expiresAt}.
 */
public record ChallengeAnswer(String challenge, String expiresAt) {}

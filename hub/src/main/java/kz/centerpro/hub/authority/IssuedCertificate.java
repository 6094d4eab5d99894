package kz.centerpro.hub.authority;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code hub.es_certificate}.
 *
 * @param serial
 *            32 hex digits
 * @param revocation
 *            CRLReason of RFC 5280, 5.3.1; null while it is not revoked
 */
@SuppressWarnings("ArrayRecordComponent") // handed out as it is, not compared
record IssuedCertificate(String serial, UUID application, byte[] der, String sha256, Instant issuedAt,
        Instant expiresAt, @Nullable Instant revokedAt, @Nullable Integer revocation) {}

package kz.centerpro.contracts.authority;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A certificate of the operator's authority.
 *
 * @param serial
 *            32 hex digits
 * @param status
 *            GOOD or REVOKED
 * @param pem
 *            the certificate, RFC 7468
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EsCertificateView(String serial, String status, String notBefore, String notAfter,
        @Nullable String revokedAt, String sha256, String pem) {}

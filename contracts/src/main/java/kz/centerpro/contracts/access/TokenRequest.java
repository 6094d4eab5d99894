package kz.centerpro.contracts.access;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/auth/tokens}. There is no field for a private key or its password (clause 7.1.2).
 *
 * @param grantType
 *            absent or {@code signature}: {@code challenge} and {@code signature}; {@code client_credentials}:
 *            {@code clientId} and {@code clientSecret}; {@code refresh_token}: {@code refreshToken}, or the cookie
 * @param signature
 *            CMS over the challenge, detached or attached, base64 or PEM
 * @param as
 *            {@code cookie}: tokens come in {@code HttpOnly} cookies instead of the body
 */
public record TokenRequest(@Nullable String grantType, @Nullable String challenge, @Nullable String signature,
        @Nullable String clientId, @Nullable String clientSecret, @Nullable String refreshToken, @Nullable String as) {

    @Override
    public String toString() {
        return "TokenRequest[" + grantType + "]";
    }
}

package kz.centerpro.hub.access;

import java.time.Duration;
import kz.centerpro.door.Callers;
import org.springframework.http.ResponseCookie;

/** The cabinet's cookies: scripts cannot read them, other sites cannot send them. */
final class CookieDoor {

    /** Sent to the token door alone, so it cannot carry the {@code __Host-} prefix, which asks for the whole site. */
    static final String REFRESH_COOKIE = "__Secure-refresh";
    private static final String REFRESH_PATH = "/v1/auth";

    private CookieDoor() {}

    static ResponseCookie session(String accessToken, Duration lifetime) {
        return cookie(Callers.SESSION_COOKIE, accessToken, "/", lifetime);
    }

    static ResponseCookie refresh(String refreshToken, Duration lifetime) {
        return cookie(REFRESH_COOKIE, refreshToken, REFRESH_PATH, lifetime);
    }

    private static ResponseCookie cookie(String name, String value, String path, Duration lifetime) {
        return ResponseCookie.from(name, value).httpOnly(true).secure(true).sameSite("Strict").path(path)
                .maxAge(lifetime).build();
    }
}

package kz.centerpro.door;

import java.net.URI;
import java.util.Set;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * Refuses what another site made a browser send with the cabinet's cookies. The cookies are {@code SameSite=Strict}
 * already; this holds where a browser does not know that, and against a page on a sister domain. A header of our own
 * cannot be set by a form, nor across origins without a preflight that is never answered; and the browser itself says
 * where a request comes from.
 */
public final class CookieGuard {

    /** Any value; the cabinet sends 1. */
    public static final String HEADER = "X-Cabinet";

    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final String SAME_ORIGIN = "same-origin";

    private CookieGuard() {}

    /** For a request that is about to be believed because of a cookie; a refusal {@code cross_site}. */
    public static void check(ServerRequest request) {
        if (SAFE.contains(request.method())) {
            return;
        }
        ServerRequest.Headers headers = request.headers();
        if (headers.firstHeader(HEADER) == null) {
            throw Refusal.of(ProblemType.CROSS_SITE, "Send the header " + HEADER
                    + ": 1 with whatever changes something by a session cookie, or a bearer token instead of the cookie.");
        }
        if (!isOwn(headers.firstHeader("Sec-Fetch-Site"), headers.firstHeader(HttpHeaders.ORIGIN),
                headers.firstHeader(HttpHeaders.HOST))) {
            throw Refusal.of(ProblemType.CROSS_SITE, "Another site may not act with the cookies of this one.");
        }
    }

    /** {@code Sec-Fetch-Site} decides where the browser sends it; older ones send {@code Origin} alone. */
    static boolean isOwn(@Nullable String site, @Nullable String origin, @Nullable String host) {
        if (site != null) {
            return site.equals(SAME_ORIGIN);
        }
        if (origin == null) {
            return true; // no browser
        }
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority != null && authority.equalsIgnoreCase(host);
        } catch (IllegalArgumentException opaque) {
            return false;
        }
    }
}

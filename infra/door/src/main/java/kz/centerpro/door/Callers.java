package kz.centerpro.door;

import java.util.List;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.server.ServerRequest;

/** Reads the caller of a request: {@code Authorization: Bearer}, or the cabinet's {@code __Host-session} cookie. */
public final class Callers {

    public static final String SESSION_COOKIE = "__Host-session";
    /** Exchange attribute with the {@link Caller} that a door has read. */
    public static final String CALLER = Caller.class.getName();
    private static final String BEARER = "Bearer ";

    private final TokenVerifier tokens;

    public Callers(TokenVerifier tokens) {
        this.tokens = tokens;
    }

    /** The caller, or a refusal {@code unauthenticated}; {@code cross_site} when a cookie is used from elsewhere. */
    public Caller of(ServerRequest request) {
        Caller caller = tokens.verify(token(request));
        request.attributes().put(CALLER, caller);
        return caller;
    }

    /** Whether a page of the cabinet asks without anything to be known by. */
    public boolean isStranger(ServerRequest request) {
        return request.headers().firstHeader(CookieGuard.HEADER) != null
                && request.headers().header(HttpHeaders.AUTHORIZATION).isEmpty()
                && request.cookies().getFirst(SESSION_COOKIE) == null;
    }

    private static String token(ServerRequest request) {
        List<String> headers = request.headers().header(HttpHeaders.AUTHORIZATION);
        if (headers.size() == 1 && headers.getFirst().regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return headers.getFirst().substring(BEARER.length()).strip();
        }
        HttpCookie cookie = request.cookies().getFirst(SESSION_COOKIE);
        if (headers.isEmpty() && cookie != null) {
            CookieGuard.check(request);
            return cookie.getValue();
        }
        throw Refusal.of(ProblemType.UNAUTHENTICATED,
                "Send Authorization: Bearer with an access token from POST /v1/auth/tokens.");
    }
}

package kz.centerpro.hub.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import kz.centerpro.contracts.access.TokenRequest;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.CookieGuard;
import kz.centerpro.door.Network;
import kz.centerpro.hub.participant.MinuteMeter;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Handlers of challenges, tokens and the public keys. */
final class TokenDoor {

    private static final int DEVICE_MAX = 200;

    private final LoginDesk desk;
    private final MinuteMeter challenges;
    private final AccessKeys keys;
    private final Clock clock;

    TokenDoor(LoginDesk desk, MinuteMeter challenges, AccessKeys keys, Clock clock) {
        this.desk = desk;
        this.challenges = challenges;
        this.keys = keys;
        this.clock = clock;
    }

    Mono<ServerResponse> challenge(ServerRequest request) {
        challenges.count(visitor(request).key());
        return desk.challenge().flatMap(answer -> ServerResponse.ok()
                .header(HttpHeaders.CACHE_CONTROL, "no-store").bodyValue(answer));
    }

    Mono<ServerResponse> token(ServerRequest request) {
        return request.bodyToMono(TokenRequest.class)
                .switchIfEmpty(Mono.error(() -> Refusal.of(ProblemType.MALFORMED_REQUEST, "A JSON body is needed.")))
                .flatMap(body -> entered(body, request).flatMap(entry -> answered(entry, "cookie".equals(body.as()))));
    }

    Mono<ServerResponse> keys(ServerRequest request) {
        return ServerResponse.ok().contentType(MediaType.parseMediaType("application/jwk-set+json"))
                .bodyValue(keys.publicJwks());
    }

    private Mono<Entry> entered(TokenRequest body, ServerRequest request) {
        Visitor visitor = visitor(request);
        return switch (body.grantType() == null ? "signature" : body.grantType()) {
            case "signature" -> desk.signIn(present("challenge", body.challenge()),
                    present("signature", body.signature()), visitor);
            case "client_credentials" -> desk.withCredential(present("clientId", body.clientId()),
                    present("clientSecret", body.clientSecret()), visitor);
            case "refresh_token" -> desk.refresh(
                    body.refreshToken() != null ? body.refreshToken() : cookie(request), visitor);
            default -> throw Refusal.field("grantType", "Use signature, client_credentials or refresh_token.");
        };
    }

    private Mono<ServerResponse> answered(Entry entry, boolean asCookie) {
        ServerResponse.BodyBuilder answer = ServerResponse.ok().header(HttpHeaders.CACHE_CONTROL, "no-store");
        Instant until = entry.sessionUntil();
        if (asCookie) {
            answer.cookie(CookieDoor.session(entry.accessToken(), Duration.ofSeconds(entry.expiresIn())));
            if (entry.refreshToken() != null && until != null) {
                answer.cookie(CookieDoor.refresh(entry.refreshToken(), Duration.between(clock.instant(), until)));
            }
        }
        return answer.bodyValue(entry.answer(!asCookie));
    }

    static Visitor visitor(ServerRequest request) {
        String device = request.headers().firstHeader(HttpHeaders.USER_AGENT);
        return new Visitor(Network.of(request),
                device == null || device.length() <= DEVICE_MAX ? device : device.substring(0, DEVICE_MAX));
    }

    private static String cookie(ServerRequest request) {
        HttpCookie cookie = request.cookies().getFirst(CookieDoor.REFRESH_COOKIE);
        if (cookie != null) {
            CookieGuard.check(request);
        }
        return present("refreshToken", cookie == null ? null : cookie.getValue());
    }

    private static String present(String field, @Nullable String text) {
        if (text == null || text.isBlank()) {
            throw Refusal.field(field, "This field is needed.");
        }
        return text;
    }
}

package kz.centerpro.hub.authority;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import kz.centerpro.contracts.authority.EsApplicationRequest;
import kz.centerpro.contracts.authority.EsApplicationView;
import kz.centerpro.contracts.authority.EsCertificateView;
import kz.centerpro.contracts.authority.EsDecision;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.contracts.wire.HeaderNames;
import kz.centerpro.door.Caller;
import kz.centerpro.door.Callers;
import kz.centerpro.door.PathIds;
import kz.centerpro.hub.participant.MinuteMeter;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Handlers of the authority: applications, decisions, revocation, and what its relying parties fetch. */
final class AuthorityDoor {

    private static final MediaType CERTIFICATE = MediaType.parseMediaType("application/pkix-cert");
    private static final MediaType LIST = MediaType.parseMediaType("application/pkix-crl");
    private static final MediaType ANSWER = MediaType.parseMediaType("application/ocsp-response");

    private final EsAuthority authority;
    private final Callers callers;
    private final MinuteMeter meter;

    AuthorityDoor(EsAuthority authority, Callers callers, MinuteMeter meter) {
        this.authority = authority;
        this.callers = callers;
        this.meter = meter;
    }

    Mono<ServerResponse> apply(ServerRequest request) {
        meter.count(request.remoteAddress().map(InetSocketAddress::getHostString).orElse(""));
        return body(request, EsApplicationRequest.class).flatMap(typed -> authority.apply(
                Applicant.checked(typed.name(), typed.organization(), typed.country(), typed.taxId(), typed.email()),
                csr(typed.csr())))
                .flatMap(made -> ServerResponse.created(URI.create("/v1/es-applications/" + made.application().id()))
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .bodyValue(view(made.application(), null, made.secret())));
    }

    Mono<ServerResponse> show(ServerRequest request) {
        return authority.show(id(request), secret(request), caller(request)).flatMap(AuthorityDoor::answered);
    }

    Mono<ServerResponse> pending(ServerRequest request) {
        callers.of(request).requireStaff();
        return authority.pending().map(found -> view(found, null, null)).collectList()
                .flatMap(items -> ServerResponse.ok().bodyValue(new EsApplicationView.Page(items)));
    }

    Mono<ServerResponse> approve(ServerRequest request) {
        Caller staff = callers.of(request).requireStaff();
        return authority.approve(id(request), staff).flatMap(AuthorityDoor::answered);
    }

    Mono<ServerResponse> reject(ServerRequest request) {
        Caller staff = callers.of(request).requireStaff();
        return body(request, EsDecision.class)
                .flatMap(decision -> authority.reject(id(request), reason(decision.reason()), staff))
                .flatMap(AuthorityDoor::answered);
    }

    Mono<ServerResponse> revoke(ServerRequest request) {
        String serial = request.pathVariable("serial");
        return request.bodyToMono(EsDecision.class).defaultIfEmpty(new EsDecision(null))
                .flatMap(decision -> authority.revoke(serial, decision.reason(), secret(request), caller(request)))
                .flatMap(revoked -> ServerResponse.ok().bodyValue(view(revoked)));
    }

    Mono<ServerResponse> certificate(ServerRequest request) {
        return ServerResponse.ok().contentType(CERTIFICATE).bodyValue(authority.certificate());
    }

    Mono<ServerResponse> list(ServerRequest request) {
        return authority.list().flatMap(list -> ServerResponse.ok().contentType(LIST).bodyValue(list));
    }

    /** RFC 6960, A.1: the question as the body. */
    Mono<ServerResponse> asked(ServerRequest request) {
        return request.bodyToMono(byte[].class).defaultIfEmpty(new byte[0]).flatMap(this::answer);
    }

    /** RFC 6960, A.1: the question in the path, in base64. */
    Mono<ServerResponse> askedByPath(ServerRequest request) {
        String path = request.pathVariable("question");
        try {
            return answer(Base64.getDecoder().decode(path.startsWith("/") ? path.substring(1) : path));
        } catch (IllegalArgumentException notBase64) {
            return answer(new byte[0]);
        }
    }

    private Mono<ServerResponse> answer(byte[] question) {
        return authority.answer(question).flatMap(der -> ServerResponse.ok().contentType(ANSWER).bodyValue(der));
    }

    private @Nullable Caller caller(ServerRequest request) {
        boolean signedIn = !request.headers().header(HttpHeaders.AUTHORIZATION).isEmpty()
                || !request.cookies().isEmpty();
        return signedIn ? callers.of(request) : null;
    }

    private static @Nullable String secret(ServerRequest request) {
        return request.headers().firstHeader(HeaderNames.APPLICATION_SECRET);
    }

    private static UUID id(ServerRequest request) {
        return PathIds.of(request, "id", () -> Refusal.of(ProblemType.NOT_FOUND, "There is no such application."));
    }

    private static byte[] csr(@Nullable String typed) {
        if (typed == null || typed.isBlank()) {
            throw Refusal.field("csr", "Give a certification request (PKCS #10) in PEM or base64.");
        }
        return typed.getBytes(StandardCharsets.UTF_8);
    }

    private static String reason(@Nullable String typed) {
        if (typed == null || typed.isBlank() || typed.length() > 500) {
            throw Refusal.field("reason", "Tell the applicant why, in 1 to 500 characters.");
        }
        return typed.strip();
    }

    private static <T> Mono<T> body(ServerRequest request, Class<T> type) {
        return request.bodyToMono(type)
                .switchIfEmpty(Mono.error(() -> Refusal.of(ProblemType.MALFORMED_REQUEST, "A JSON body is needed.")));
    }

    private static Mono<ServerResponse> answered(EsAuthority.Shown shown) {
        return ServerResponse.ok().header(HttpHeaders.CACHE_CONTROL, "no-store")
                .bodyValue(view(shown.application(), shown.certificate(), null));
    }

    private static EsApplicationView view(Application found, @Nullable IssuedCertificate certificate,
            @Nullable String secret) {
        Applicant who = found.applicant();
        return new EsApplicationView(found.id().toString(), found.status(), WireTime.format(found.createdAt()),
                who.name(), who.organization(), who.country(), who.taxId(), who.email(), found.publicKeySha256(),
                found.decidedAt() == null ? null : WireTime.format(found.decidedAt()), found.reason(), secret,
                certificate == null ? null : view(certificate));
    }

    private static EsCertificateView view(IssuedCertificate found) {
        return new EsCertificateView(found.serial(), found.revokedAt() == null ? "GOOD" : "REVOKED",
                WireTime.format(found.issuedAt()), WireTime.format(found.expiresAt()),
                found.revokedAt() == null ? null : WireTime.format(found.revokedAt()), found.sha256(),
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(found.der())
                        + "\n-----END CERTIFICATE-----\n");
    }
}

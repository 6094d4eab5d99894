package kz.centerpro.notification.notice;

import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import kz.centerpro.contracts.notice.EmailConfirmation;
import kz.centerpro.contracts.notice.EmailRequest;
import kz.centerpro.contracts.notice.PreferencesRequest;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.Callers;
import kz.centerpro.door.PathIds;
import kz.centerpro.notification.kernel.Visit;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Handlers of what the caller wants to be told where, and of the links in e-mails, which need no sign-in. */
public final class PreferencesDoor {

    private static final Map<String, String> QUESTIONS = Map.of("kk", "Мұндай хаттарды өшіру керек пе?", "ru",
            "Отключить такие письма?", "en", "Switch such e-mails off?");
    private static final Map<String, String> ANSWERS = Map.of("kk", "Мұндай хаттар өшірілді.", "ru",
            "Такие письма отключены.", "en", "Such e-mails are switched off.");
    private static final Map<String, String> BUTTONS = Map.of("kk", "Өшіру", "ru", "Отключить", "en", "Switch off");

    private final Preferences preferences;
    private final Callers callers;
    private final Clock clock;

    public PreferencesDoor(Preferences preferences, Callers callers, Clock clock) {
        this.preferences = preferences;
        this.callers = callers;
        this.clock = clock;
    }

    Mono<ServerResponse> show(ServerRequest request) {
        return preferences.show(box(request)).flatMap(shown -> answered(HttpStatus.OK, shown));
    }

    Mono<ServerResponse> change(ServerRequest request) {
        long box = box(request);
        return body(request, PreferencesRequest.class).flatMap(asked -> preferences.change(box, asked))
                .flatMap(shown -> answered(HttpStatus.OK, shown));
    }

    Mono<ServerResponse> address(ServerRequest request) {
        long box = box(request);
        return body(request, EmailRequest.class).flatMap(asked -> preferences.ask(box, asked.address()))
                .flatMap(shown -> answered(HttpStatus.ACCEPTED, shown));
    }

    Mono<ServerResponse> confirm(ServerRequest request) {
        long box = box(request);
        return body(request, EmailConfirmation.class).flatMap(asked -> preferences.confirm(box, asked.code()))
                .flatMap(shown -> answered(HttpStatus.OK, shown));
    }

    Mono<ServerResponse> withdraw(ServerRequest request) {
        return preferences.withdraw(box(request)).then(Mono.defer(() -> ServerResponse.noContent().build()));
    }

    /** A page with a button: programs that look at links in e-mails must not switch anything off. */
    Mono<ServerResponse> ask(ServerRequest request) {
        String kind = kind(request);
        UUID token = token(request);
        return language(kind, token).flatMap(language -> page(language, Objects.requireNonNull(
                QUESTIONS.get(language)),
                "<form method=\"post\" action=\"/v1/notification-unsubscriptions/" + token + "/" + kind
                        + "\"><button>" + BUTTONS.get(language) + "</button></form>"));
    }

    /** RFC 8058: one click, no sign-in, no cookie; also the button of the page. */
    Mono<ServerResponse> unsubscribe(ServerRequest request) {
        String kind = kind(request);
        UUID token = token(request);
        return (kind.equals(Dispatch.INVITATION)
                ? preferences.stopInvitations(token)
                : preferences.unsubscribe(token, Preferences.linked(kind))).then(language(kind, token))
                .flatMap(language -> page(language, Objects.requireNonNull(ANSWERS.get(language)), ""));
    }

    private static String kind(ServerRequest request) {
        String kind = request.pathVariable("kind");
        return kind.equals(Dispatch.INVITATION) ? kind : Preferences.linked(kind).name();
    }

    private Mono<String> language(String kind, UUID token) {
        return kind.equals(Dispatch.INVITATION)
                ? preferences.invitationLanguage(token)
                : preferences.language(token);
    }

    private static Mono<ServerResponse> page(String language, String text, String more) {
        return ServerResponse.ok().header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Content-Security-Policy", "default-src 'none'; form-action 'self'")
                .header("Referrer-Policy", "no-referrer").contentType(new MediaType(MediaType.TEXT_HTML,
                        Map.of("charset", "utf-8")))
                .bodyValue("<!doctype html><html lang=\"" + language
                        + "\"><meta charset=\"utf-8\"><title>Center Pro</title><p>" + text + "</p>" + more
                        + "</html>");
    }

    private long box(ServerRequest request) {
        return Visit.of(callers.of(request), clock).box();
    }

    private static UUID token(ServerRequest request) {
        return PathIds.of(request, "token", Preferences::unknown);
    }

    private static <T> Mono<T> body(ServerRequest request, Class<T> type) {
        return request.bodyToMono(type).switchIfEmpty(
                Mono.error(() -> Refusal.of(ProblemType.MALFORMED_REQUEST, "The request needs a JSON body.")));
    }

    private static Mono<ServerResponse> answered(HttpStatus status, Object body) {
        return ServerResponse.status(status).header(HttpHeaders.CACHE_CONTROL, "no-store").bodyValue(body);
    }
}

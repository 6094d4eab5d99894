package kz.centerpro.hub.page;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import kz.centerpro.contracts.document.DocumentNumber;
import kz.centerpro.contracts.party.OfferView;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.Network;
import kz.centerpro.door.Problems;
import kz.centerpro.door.RateLimit;
import kz.centerpro.hub.agreement.LegalTexts;
import kz.centerpro.hub.docflow.DocumentLinks;
import kz.centerpro.hub.tariff.Tariffs;
import kz.centerpro.hub.verification.ReportWriter;
import kz.centerpro.hub.verification.VerificationDoor;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Handlers of the public pages. */
final class PageDoor {

    private static final String POLICY = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; "
            + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);
    static final List<String> LANGUAGES = List.of("kk", "ru", "en");
    private static final int TYPED_MAX = 40;
    private static final int SECRET_MAX = 64;

    private final Map<String, PageWords> languages = LANGUAGES.stream()
            .collect(Collectors.toUnmodifiableMap(Function.identity(), PageWords::in));
    private final PageFrame frame;
    private final Sources sources;
    private final RateLimit visits;
    private final Clock clock;

    /** Where what the pages show comes from. */
    record Sources(VerificationDoor verification, ReportWriter report, DocumentLinks links, LegalTexts texts,
            Tariffs tariffs) {}

    PageDoor(PageFrame frame, Sources sources, RateLimit visits, Clock clock) {
        this.frame = frame;
        this.sources = sources;
        this.visits = visits;
        this.clock = clock;
    }

    /** The forms; with {@code number} it leads to that document's page, so that this works without a script. */
    Mono<ServerResponse> form(ServerRequest request) {
        PageWords words = words(request);
        String typed = request.queryParam("number").map(String::strip).orElse("");
        if (typed.isEmpty() || typed.length() > TYPED_MAX) {
            return page(200, words, "/verify", words.say("verify.title"), VerifyPage.form(words));
        }
        return ServerResponse.seeOther(URI.create("/verify/" + URLEncoder.encode(typed.replaceAll("\\s", ""),
                StandardCharsets.UTF_8) + "?lang=" + words.language())).build();
    }

    Mono<ServerResponse> report(ServerRequest request) {
        PageWords words = words(request);
        return counted(request, words, "/verify", Mono.defer(
                () -> sources.verification.report(request, words.language(), true)).flatMap(
                        report -> page(200, words, "/verify", words.say("report.title"), VerifyPage
                                .report(words, report, WireTime.format(clock.instant()))
                                .raw(VerifyPage.form(words).toString()))));
    }

    Mono<ServerResponse> facts(ServerRequest request) {
        PageWords words = words(request);
        String number = request.pathVariable("number");
        if (!DocumentNumber.isValid(number)) {
            return page(404, words, "/verify", words.say("facts.notANumber"),
                    VerifyPage.problem(words.say("facts.notANumber"), words.say("facts.typo"))
                            .raw(VerifyPage.form(words).toString()));
        }
        String secret = request.queryParam("s").filter(text -> text.length() <= SECRET_MAX).orElse("");
        String path = "/verify/" + number + (secret.isEmpty()
                ? ""
                : "?s=" + URLEncoder.encode(secret, StandardCharsets.UTF_8));
        String title = words.say("facts.heading", FactsPage.grouped(number));
        return counted(request, words, path, sources.links.facts(number, secret)
                .map(document -> FactsPage.facts(words, sources.report, document))
                .switchIfEmpty(Mono.fromSupplier(() -> FactsPage.closed(words, number)))
                .flatMap(body -> page(200, words, path, title, body)));
    }

    Mono<ServerResponse> offer(ServerRequest request) {
        return legal(request, "offer", sources.texts.offer());
    }

    Mono<ServerResponse> privacy(ServerRequest request) {
        return legal(request, "privacy", sources.texts.policy());
    }

    private Mono<ServerResponse> legal(ServerRequest request, String name, Mono<OfferView> text) {
        PageWords words = words(request);
        return text.map(found -> TextPage.legal(words, found))
                .switchIfEmpty(Mono.error(() -> Refusal.of(ProblemType.NOT_FOUND, "No version was published.")))
                .flatMap(body -> page(200, words, "/" + name, words.say("page." + name), body));
    }

    Mono<ServerResponse> tariffs(ServerRequest request) {
        PageWords words = words(request);
        return sources.tariffs.list(false).collectList().flatMap(
                found -> page(200, words, "/tariffs", words.say("page.tariffs"), TextPage.tariffs(words, found)));
    }

    /** Refusals are pages too, with what can be done about them. */
    Mono<ServerResponse> counted(ServerRequest request, PageWords words, String path,
            Mono<ServerResponse> answer) {
        return Mono.fromRunnable(() -> visits.take(String.valueOf(Network.of(request)), (_, _) -> {
        })).then(answer).onErrorResume(error -> {
            Refusal refusal = Problems.refusal(error);
            ProblemType type = refusal.type();
            String detail = type == ProblemType.RATE_LIMITED ? words.say("verify.slower") : refusal.getMessage();
            return page(type.status(), words, path, words.say("verify.title"),
                    VerifyPage.problem(type.title(words.language()), detail).raw(VerifyPage.form(words).toString()));
        });
    }

    Mono<ServerResponse> page(int status, PageWords words, String path, String title, Html body) {
        return ServerResponse.status(status).headers(headers -> say(headers, words.language(),
                status < 400 && !path.startsWith("/verify/") && !path.startsWith(OutsidePage.PATH)))
                .bodyValue(frame.around(words, path, title, body));
    }

    /** What goes with each page; {@code listed}: search engines may show it. */
    static void say(HttpHeaders headers, String language, boolean listed) {
        headers.setContentType(HTML);
        headers.set("Content-Security-Policy", POLICY);
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
        headers.set(HttpHeaders.CONTENT_LANGUAGE, language);
        headers.set("X-Robots-Tag", listed ? "all" : "noindex");
    }

    /** Chosen on the page, else what the browser asks for, else Russian, which prevails (clause 13.9). */
    PageWords words(ServerRequest request) {
        return Objects.requireNonNull(languages.get(language(request.queryParam("lang").orElse(""),
                request.headers().header(HttpHeaders.ACCEPT_LANGUAGE))));
    }

    static String language(String chosen, List<String> asked) {
        return LANGUAGES.contains(chosen) ? chosen : asked.isEmpty() ? "ru" : Problems.language(asked.getFirst());
    }
}

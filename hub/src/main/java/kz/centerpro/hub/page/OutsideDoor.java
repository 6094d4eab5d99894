package kz.centerpro.hub.page;

import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.hub.outside.OutsideLinks;
import kz.centerpro.hub.verification.ReportWriter;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The page of a link that came by e-mail. Programs that look into letters follow links: so opening is a button, and
 * what is told to the sender is that somebody pressed it.
 */
final class OutsideDoor {

    private static final int CODE_MAX = 64;

    private final PageDoor pages;
    private final OutsideLinks links;
    private final ReportWriter report;

    OutsideDoor(PageDoor pages, OutsideLinks links, ReportWriter report) {
        this.pages = pages;
        this.links = links;
        this.report = report;
    }

    Mono<ServerResponse> envelope(ServerRequest request) {
        PageWords words = pages.words(request);
        String code = code(request);
        return pages.counted(request, words, path(code), links.envelope(code).flatMap(found -> found.over()
                ? over(words, code)
                : pages.page(200, words, path(code), words.say("outside.title"), OutsidePage.envelope(words, code,
                        found)))
                .switchIfEmpty(Mono.defer(() -> none(words, code))));
    }

    Mono<ServerResponse> open(ServerRequest request) {
        PageWords words = pages.words(request);
        String code = code(request);
        return pages.counted(request, words, path(code), links.open(code)
                .flatMap(document -> pages.page(200, words, path(code), words.say("outside.title"),
                        OutsidePage.opened(words, code, report, document)))
                .switchIfEmpty(Mono.defer(() -> closed(words, code))));
    }

    Mono<ServerResponse> fetch(ServerRequest request) {
        PageWords words = pages.words(request);
        String code = code(request);
        return pages.counted(request, words, path(code), links.fetch(code).flatMap(bundle -> {
            Flux<DataBuffer> bytes = bundle.bytes().map(DefaultDataBufferFactory.sharedInstance::wrap);
            return ServerResponse.ok().contentType(MediaType.parseMediaType("application/zip"))
                    .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + bundle.number() + ".zip\"")
                    .header("X-Content-Type-Options", "nosniff").header(HttpHeaders.CACHE_CONTROL, "no-store")
                    .body(BodyInserters.fromDataBuffers(bytes));
        }).switchIfEmpty(Mono.defer(() -> closed(words, code))));
    }

    /** Over, or never there. */
    private Mono<ServerResponse> closed(PageWords words, String code) {
        return links.envelope(code).flatMap(_ -> over(words, code))
                .switchIfEmpty(Mono.defer(() -> none(words, code)));
    }

    private Mono<ServerResponse> over(PageWords words, String code) {
        return pages.page(410, words, path(code), words.say("outside.over"),
                VerifyPage.problem(words.say("outside.over"), words.say("outside.overWhy")));
    }

    private Mono<ServerResponse> none(PageWords words, String code) {
        return pages.page(404, words, path(code), words.say("outside.none"),
                VerifyPage.problem(words.say("outside.none"), words.say("outside.noneWhy")));
    }

    private static String code(ServerRequest request) {
        String code = request.pathVariable("code");
        if (code.length() > CODE_MAX || !code.matches("[0-9a-z-]+")) {
            throw Refusal.of(ProblemType.NOT_FOUND, "There is no such page.");
        }
        return code;
    }

    private static String path(String code) {
        return OutsidePage.PATH + code;
    }
}

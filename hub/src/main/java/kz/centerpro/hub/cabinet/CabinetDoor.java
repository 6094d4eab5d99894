package kz.centerpro.hub.cabinet;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.hub.cabinet.CabinetFiles.CabinetFile;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The shell's page and the files of the cabinet. */
final class CabinetDoor {

    private static final String FOR_EVER = "public, max-age=31536000, immutable";
    private static final String ASK_AGAIN = "no-cache";

    private final CabinetFiles files;
    private final String policy;

    /** {@code connectTo}: origins besides this one that a page may open connections to. */
    CabinetDoor(CabinetFiles files, List<String> connectTo) {
        this.files = files;
        // Two policies of Trusted Types: the library's and the cabinet's own, for the address of its worker.
        this.policy = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self' "
                + String.join(" ", connectTo) + "; worker-src 'self'; manifest-src 'self'; frame-ancestors 'none'; "
                + "base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'; "
                + "trusted-types lit-html cabinet";
    }

    /** The same page for every address of the cabinet: which screen it is decides its own router. */
    Mono<ServerResponse> page(ServerRequest request) {
        return files.index().flatMap(page -> answer(request, page, ASK_AGAIN));
    }

    /** A file of this build. One of another build is gone: a page that asks for it is old and has to be loaded anew. */
    Mono<ServerResponse> file(ServerRequest request) {
        String path = request.pathVariable("file");
        return Mono.just(request.pathVariable("build")).filter(files.build()::equals)
                .flatMap(build -> files.file(path.startsWith("/") ? path.substring(1) : path))
                .switchIfEmpty(Mono.error(() -> Refusal.of(ProblemType.NOT_FOUND,
                        "This build of the cabinet has no such file: load the page again.")))
                .flatMap(file -> answer(request, file, files.immutable() ? FOR_EVER : ASK_AGAIN));
    }

    /** What shows the messages of Web Push: under the same address in every build, since browsers keep it for long. */
    Mono<ServerResponse> pushWorker(ServerRequest request) {
        return files.file("push-worker.js").flatMap(file -> answer(request, file, ASK_AGAIN));
    }

    /** For an open page that wants to know whether it is still the newest. */
    Mono<ServerResponse> build(ServerRequest request) {
        return ServerResponse.ok().header(HttpHeaders.CACHE_CONTROL, "no-store")
                .bodyValue(Map.of("build", files.build()));
    }

    /** What crawlers are told. */
    Mono<ServerResponse> robots(ServerRequest request) {
        return ServerResponse.ok().contentType(MediaType.TEXT_PLAIN)
                .bodyValue(new ClassPathResource("static/robots.txt"));
    }

    private Mono<ServerResponse> answer(ServerRequest request, CabinetFile file, String caching) {
        boolean known = request.headers().header(HttpHeaders.IF_NONE_MATCH).stream()
                .anyMatch(tags -> tags.contains(file.tag()));
        byte[] packed = request.headers().header(HttpHeaders.ACCEPT_ENCODING).stream()
                .anyMatch(codings -> codings.contains("gzip")) ? file.packed() : null;
        Consumer<HttpHeaders> headers = sent -> {
            guarded(sent);
            sent.setCacheControl(caching);
            sent.setETag(file.tag());
            if (file.packed() != null) {
                sent.set(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
            }
        };
        if (known) {
            return ServerResponse.status(HttpStatus.NOT_MODIFIED).headers(headers).build();
        }
        return ServerResponse.ok().headers(headers).headers(sent -> {
            sent.set(HttpHeaders.CONTENT_TYPE, file.type());
            if (packed != null) {
                sent.set(HttpHeaders.CONTENT_ENCODING, "gzip");
            }
        }).bodyValue(packed == null ? file.bytes() : packed);
    }

    /** On files as on the page: a worker runs under the policy that came with its own script. */
    private void guarded(HttpHeaders headers) {
        headers.set("Content-Security-Policy", policy);
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
    }
}

package kz.centerpro.hub.page;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;

/** A person who follows a dead link gets a page in his language; a program gets its problem as everywhere. */
@Order(-3) // before the door that makes problems
final class LostDoor implements WebExceptionHandler {

    private final Map<String, PageWords> languages = PageDoor.LANGUAGES.stream()
            .collect(Collectors.toUnmodifiableMap(Function.identity(), PageWords::in));
    private final PageFrame frame;

    LostDoor(PageFrame frame) {
        this.frame = frame;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
        ServerHttpRequest request = exchange.getRequest();
        ServerHttpResponse response = exchange.getResponse();
        if (response.isCommitted() || !isLost(error) || !asksForAPage(request)) {
            return Mono.error(error);
        }
        PageWords words = Objects.requireNonNull(languages.get(PageDoor.language(
                Objects.requireNonNullElse(request.getQueryParams().getFirst("lang"), ""),
                request.getHeaders().getOrEmpty("Accept-Language"))));
        byte[] page = frame
                .around(words, request.getPath().value().replaceFirst("^[/\\\\]+", "/"), words.say("lost.title"),
                        new Html().tag("p class=\"lead\"", words.say("lost.text"))
                                .raw("<p><a class=\"button\" href=\"/\">")
                                .text(words.say("lost.home")).raw("</a></p>\n"))
                .getBytes(StandardCharsets.UTF_8);
        response.setStatusCode(HttpStatus.NOT_FOUND);
        PageDoor.say(response.getHeaders(), words.language(), false);
        response.getHeaders().setContentLength(page.length);
        return response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(page)));
    }

    private static boolean isLost(Throwable error) {
        return error instanceof ResponseStatusException status
                && status.getStatusCode().isSameCodeAs(HttpStatus.NOT_FOUND);
    }

    private static boolean asksForAPage(ServerHttpRequest request) {
        return request.getMethod().equals(HttpMethod.GET) && !request.getPath().value().startsWith("/v1/")
                && request.getHeaders().getAccept().stream().anyMatch(type -> type.equalsTypeAndSubtype(
                        MediaType.TEXT_HTML));
    }
}

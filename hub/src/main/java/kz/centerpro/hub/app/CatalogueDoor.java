package kz.centerpro.hub.app;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Where the {@code type} of a problem leads: the registry, in three languages. */
final class CatalogueDoor {

    private CatalogueDoor() {}

    static RouterFunction<ServerResponse> routes() {
        return route().GET("/problems", CatalogueDoor::all).GET("/problems/{slug}", CatalogueDoor::one).build();
    }

    private static Mono<ServerResponse> all(ServerRequest request) {
        return ServerResponse.ok().bodyValue(Arrays.stream(ProblemType.values()).map(CatalogueDoor::shown).toList());
    }

    private static Mono<ServerResponse> one(ServerRequest request) {
        String slug = request.pathVariable("slug");
        return Arrays.stream(ProblemType.values()).filter(type -> type.slug().equals(slug)).findFirst()
                .map(type -> ServerResponse.ok().bodyValue(shown(type)))
                .orElseThrow(() -> Refusal.of(ProblemType.NOT_FOUND, "No problem type has this name: see /problems."));
    }

    private static Map<String, Object> shown(ProblemType type) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("type", type.uri());
        shown.put("code", type.code());
        shown.put("status", type.status());
        shown.put("retryable", type.retryable());
        shown.put("title", Map.of("kk", type.title("kk"), "ru", type.title("ru"), "en", type.title("en")));
        return shown;
    }
}

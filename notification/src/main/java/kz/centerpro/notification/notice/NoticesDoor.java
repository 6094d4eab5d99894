package kz.centerpro.notification.notice;

import java.time.Clock;
import java.util.UUID;
import kz.centerpro.door.Callers;
import kz.centerpro.door.PathIds;
import kz.centerpro.notification.kernel.Visit;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Handlers of the notices of the caller's box. */
public final class NoticesDoor {

    private final Notices notices;
    private final Callers callers;
    private final Clock clock;

    public NoticesDoor(Notices notices, Callers callers, Clock clock) {
        this.notices = notices;
        this.callers = callers;
        this.clock = clock;
    }

    Mono<ServerResponse> page(ServerRequest request) {
        return notices.page(box(request), request.queryParam("after").orElse(null),
                request.queryParam("limit").orElse(null)).flatMap(NoticesDoor::answered);
    }

    Mono<ServerResponse> show(ServerRequest request) {
        return notices.show(box(request), id(request)).flatMap(NoticesDoor::answered);
    }

    Mono<ServerResponse> read(ServerRequest request) {
        return notices.read(box(request), id(request)).flatMap(NoticesDoor::answered);
    }

    private long box(ServerRequest request) {
        return Visit.of(callers.of(request), clock).box();
    }

    private static UUID id(ServerRequest request) {
        return PathIds.of(request, "id", Notices::unknown);
    }

    private static Mono<ServerResponse> answered(Object body) {
        return ServerResponse.ok().header(HttpHeaders.CACHE_CONTROL, "no-store").bodyValue(body);
    }
}

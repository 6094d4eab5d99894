package kz.centerpro.hub.audit;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The door table of the audit log. */
final class AuditRoutes {

    private AuditRoutes() {}

    static RouterFunction<ServerResponse> of(AuditDoor door) {
        return route().GET("/v1/audit", door::list).build();
    }
}

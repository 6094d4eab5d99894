package kz.centerpro.hub.esf;

import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The paths of the queue. */
final class EsfRoutes {

    private EsfRoutes() {}

    static RouterFunction<ServerResponse> of(EsfDoor door) {
        return RouterFunctions.route().GET("/v1/admin/esf", door::list)
                .POST("/v1/admin/esf/{number}/retry", door::retry)
                .POST("/v1/admin/esf/{number}/revocation", door::revoke).build();
    }
}

package kz.centerpro.hub.partner;

import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The paths of the partner programme. */
final class PartnerRoutes {

    private PartnerRoutes() {}

    static RouterFunction<ServerResponse> of(PartnerDoor door) {
        return RouterFunctions.route().GET("/v1/partner-terms", door::terms)
                .POST("/v1/admin/partner-terms", door::publish).POST("/v1/partner", door::enrol)
                .GET("/v1/partner", door::report).POST("/v1/referrals", door::refer)
                .PUT("/v1/admin/partners/{code}/state", door::change).build();
    }
}

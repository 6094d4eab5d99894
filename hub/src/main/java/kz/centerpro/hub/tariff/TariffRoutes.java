package kz.centerpro.hub.tariff;

import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The paths of tariffs and subscriptions. */
final class TariffRoutes {

    private TariffRoutes() {}

    static RouterFunction<ServerResponse> of(TariffDoor door) {
        return RouterFunctions.route().GET("/v1/tariffs", door::list)
                .POST("/v1/subscriptions", door::buy)
                .GET("/v1/subscriptions", door::subscriptions)
                .GET("/v1/subscriptions/{id}", door::subscription)
                .DELETE("/v1/subscriptions/{id}", door::cancel)
                .GET("/v1/admin/tariffs", door::all)
                .POST("/v1/admin/tariffs", door::publish)
                .POST("/v1/admin/tariffs/{tariff}/retirement", door::retire)
                .POST("/v1/admin/promotions", door::promote).build();
    }
}

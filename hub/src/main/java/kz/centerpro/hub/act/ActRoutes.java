package kz.centerpro.hub.act;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The paths of acts and of the calendar. */
final class ActRoutes {

    private ActRoutes() {}

    static RouterFunction<ServerResponse> of(ActDoor acts, CalendarDoor calendar) {
        return route().GET("/v1/act-preferences", acts::preference).PUT("/v1/act-preferences", acts::prefer)
                .GET("/v1/acts", acts::list)
                .GET("/v1/acts/{number}", acts::show)
                .GET("/v1/acts/{number}/usage", acts::usage)
                .POST("/v1/acts/{number}/acceptance", acts::accept)
                .POST("/v1/acts/{number}/refusal", acts::refuse)
                .GET("/v1/admin/calendar", calendar::show)
                .PUT("/v1/admin/calendar", calendar::replace).build();
    }
}

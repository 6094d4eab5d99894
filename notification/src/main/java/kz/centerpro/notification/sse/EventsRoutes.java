package kz.centerpro.notification.sse;

import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The table of the events door. */
public final class EventsRoutes {

    private EventsRoutes() {}

    public static RouterFunction<ServerResponse> table(EventsDoor door) {
        return RouterFunctions.route().GET("/v1/events", door::events).build();
    }
}

package kz.centerpro.notification.push;

import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The table of the door of browsers and devices. */
public final class PushRoutes {

    private PushRoutes() {}

    public static RouterFunction<ServerResponse> table(PushDoor door) {
        return RouterFunctions.route().POST("/v1/push-subscriptions", door::subscribe)
                .GET("/v1/push-subscriptions", door::subscriptions)
                .DELETE("/v1/push-subscriptions/{id}", door::unsubscribe).POST("/v1/devices", door::enrol)
                .GET("/v1/devices", door::devices).DELETE("/v1/devices/{id}", door::forget).build();
    }
}

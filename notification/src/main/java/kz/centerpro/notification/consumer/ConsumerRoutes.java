package kz.centerpro.notification.consumer;

import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The table of the consumers' door. */
public final class ConsumerRoutes {

    private ConsumerRoutes() {}

    public static RouterFunction<ServerResponse> table(ConsumerDoor door) {
        return RouterFunctions.route().PUT("/v1/consumers/{name}", door::acknowledge)
                .GET("/v1/consumers", door::all).GET("/v1/consumers/{name}", door::find)
                .DELETE("/v1/consumers/{name}", door::forget).build();
    }
}

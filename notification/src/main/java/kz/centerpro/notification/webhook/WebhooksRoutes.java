package kz.centerpro.notification.webhook;

import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The table of the webhooks' door. */
public final class WebhooksRoutes {

    private WebhooksRoutes() {}

    public static RouterFunction<ServerResponse> table(WebhooksDoor door) {
        return RouterFunctions.route().POST("/v1/webhooks", door::create).GET("/v1/webhooks", door::list)
                .GET("/v1/webhooks/{id}", door::show).DELETE("/v1/webhooks/{id}", door::remove)
                .POST("/v1/webhooks/{id}/pause", door::pause).POST("/v1/webhooks/{id}/resume", door::resume)
                .POST("/v1/webhooks/{id}/redeliver", door::redeliver)
                .GET("/v1/webhooks/{id}/deliveries", door::deliveries).build();
    }
}

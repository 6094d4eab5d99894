package kz.centerpro.notification.notice;

import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The tables of the doors of notices and of preferences. */
public final class NoticesRoutes {

    private NoticesRoutes() {}

    public static RouterFunction<ServerResponse> table(NoticesDoor door) {
        return RouterFunctions.route().GET("/v1/notifications", door::page)
                .GET("/v1/notifications/{id}", door::show).POST("/v1/notifications/{id}/read", door::read).build();
    }

    public static RouterFunction<ServerResponse> table(PreferencesDoor door) {
        return RouterFunctions.route().GET("/v1/notification-preferences", door::show)
                .PUT("/v1/notification-preferences", door::change)
                .PUT("/v1/notification-preferences/email", door::address)
                .POST("/v1/notification-preferences/email/confirmation", door::confirm)
                .DELETE("/v1/notification-preferences/email", door::withdraw)
                .GET("/v1/notification-unsubscriptions/{token}/{kind}", door::ask)
                .POST("/v1/notification-unsubscriptions/{token}/{kind}", door::unsubscribe).build();
    }
}

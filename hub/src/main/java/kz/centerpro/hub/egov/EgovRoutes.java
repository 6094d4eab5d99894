package kz.centerpro.hub.egov;

import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The door table of signing on a phone; what phones call stands outside {@code /v1}. */
final class EgovRoutes {

    private EgovRoutes() {}

    static RouterFunction<ServerResponse> of(RequestDoor requests, PhoneDoor phones) {
        return RouterFunctions.route()
                .POST("/v1/signing-requests", requests::ask)
                .GET("/v1/signing-requests/{id}", requests::see)
                .DELETE("/v1/signing-requests/{id}", requests::giveUp)
                .GET("/egov/{id}", phones::invitation)
                .GET("/egov/{id}/documents", phones::documents)
                .PUT("/egov/{id}/documents", phones::signed)
                .build();
    }
}

package kz.centerpro.hub.participant;

import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The door table of participants. */
final class ParticipantRoutes {

    private ParticipantRoutes() {}

    static RouterFunction<ServerResponse> of(ParticipantDoor door, OwnDoor own) {
        return RouterFunctions.route()
                .POST("/v1/participants", door::register)
                .GET("/v1/participants/me", door::me)
                .GET("/v1/participants/me/signatories", own::signatories)
                .GET("/v1/participants/me/requisites", own::requisites)
                .POST("/v1/participants/me/requisites", own::change)
                .GET("/v1/participants", door::lookUp)
                .build();
    }
}

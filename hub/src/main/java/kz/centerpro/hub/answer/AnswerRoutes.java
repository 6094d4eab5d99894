package kz.centerpro.hub.answer;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The paths of this room. */
final class AnswerRoutes {

    private AnswerRoutes() {}

    static RouterFunction<ServerResponse> of(AnswerDoor door) {
        return route().POST("/v1/documents/{number}/signatures", door::countersign)
                .POST("/v1/documents/{number}/rejections", door::reject)
                .POST("/v1/documents/{number}/corrections", door::askCorrection)
                .POST("/v1/documents/{number}/annulments", door::proposeAnnulment)
                .POST("/v1/documents/{number}/annulments/{id}/acceptance", door::acceptAnnulment)
                .POST("/v1/documents/{number}/annulments/{id}/refusal", door::refuseAnnulment)
                .GET("/v1/documents/{number}/answers/{id}", door::get)
                .GET("/v1/documents/{number}/statements", door::statement).build();
    }
}

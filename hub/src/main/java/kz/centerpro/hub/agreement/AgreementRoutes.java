package kz.centerpro.hub.agreement;

import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The door table of offers and acceptances. */
final class AgreementRoutes {

    private AgreementRoutes() {}

    static RouterFunction<ServerResponse> of(OfferDoor offers, AcceptanceDoor acceptances) {
        return RouterFunctions.route()
                .GET("/v1/offers/current", offers::currentOffer)
                .GET("/v1/offers/current/statement", acceptances::statement)
                .GET("/v1/offers/{no}", offers::offer)
                .GET("/v1/privacy-policies/current", offers::currentPolicy)
                .GET("/v1/privacy-policies/{no}", offers::policy)
                .POST("/v1/acceptances", acceptances::accept)
                .POST("/v1/admin/offers", offers::publishOffer)
                .POST("/v1/admin/privacy-policies", offers::publishPolicy)
                .build();
    }
}

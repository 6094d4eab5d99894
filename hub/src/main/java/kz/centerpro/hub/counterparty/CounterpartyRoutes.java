package kz.centerpro.hub.counterparty;

import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The paths of lists and invitations. */
final class CounterpartyRoutes {

    private static final String ENTRY = "/v1/counterparties/{country}/{taxId}";

    private CounterpartyRoutes() {}

    static RouterFunction<ServerResponse> of(CounterpartyDoor door) {
        return RouterFunctions.route().GET("/v1/counterparties", door::list)
                .POST("/v1/counterparties:import", door::take).GET(ENTRY, door::one).PUT(ENTRY, door::put)
                .DELETE(ENTRY, door::drop).POST(ENTRY + "/invitations", door::invite)
                .GET("/v1/invitations/{code}", door::open).build();
    }
}

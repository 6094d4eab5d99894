package kz.centerpro.hub.acquiring;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The paths of payments by card. */
final class AcquiringRoutes {

    /** Where the acquirer sends its messages to. */
    static final String CALLBACKS = "/v1/acquirer/callbacks";

    private AcquiringRoutes() {}

    static RouterFunction<ServerResponse> of(CardDoor door) {
        return route().POST("/v1/card-payments", door::order)
                .GET("/v1/card-payments/{id}", door::show)
                .POST(CALLBACKS, door::message).build();
    }

    /** Where no acquirer is configured every path says so. */
    static RouterFunction<ServerResponse> closed() {
        return route().path("/v1", paths -> paths.path("/card-payments", AcquiringRoutes::refuse).path("/acquirer",
                AcquiringRoutes::refuse)).build();
    }

    private static void refuse(RouterFunctions.Builder paths) {
        paths.route(_ -> true, _ -> Mono.error(Refusal.of(ProblemType.NOT_FOUND,
                "This hub takes no cards: center.acquiring.halyk is not set.")));
    }
}

package kz.centerpro.hub.ledger;

import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The paths of the books. */
final class LedgerRoutes {

    private LedgerRoutes() {}

    static RouterFunction<ServerResponse> of(BalanceDoor door) {
        return RouterFunctions.route().GET("/v1/balance", door::balance).GET("/v1/statements", door::statement)
                .POST("/v1/admin/bonuses", door::bonus).POST("/v1/admin/payouts", door::payOut).build();
    }
}

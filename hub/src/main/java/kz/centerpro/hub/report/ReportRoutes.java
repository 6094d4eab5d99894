package kz.centerpro.hub.report;

import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The paths of reports and of liability. */
final class ReportRoutes {

    private ReportRoutes() {}

    static RouterFunction<ServerResponse> of(ReportDoor reports, LiabilityDoor liability) {
        return RouterFunctions.route().GET("/v1/admin/reports/revenue", reports::revenue)
                .GET("/v1/admin/reports/vat", reports::tax).GET("/v1/admin/reports/suspense", reports::suspense)
                .GET("/v1/admin/reports/balances", reports::balances)
                .GET("/v1/admin/reports/liability", liability::show)
                .POST("/v1/admin/liability-claims", liability::settle)
                .GET("/v1/admin/liability-claims", liability::claims)
                .POST("/v1/admin/force-majeure", liability::open).GET("/v1/admin/force-majeure", liability::cases)
                .DELETE("/v1/admin/force-majeure/{id}", liability::end).build();
    }
}

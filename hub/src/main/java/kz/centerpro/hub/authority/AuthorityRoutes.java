package kz.centerpro.hub.authority;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The paths of the authority. */
final class AuthorityRoutes {

    /** What relying parties fetch; these paths stand in every certificate. */
    static final String PUBLIC = "/v1/es-authority";

    private AuthorityRoutes() {}

    static RouterFunction<ServerResponse> of(AuthorityDoor door) {
        return route().POST("/v1/es-applications", door::apply)
                .GET("/v1/es-applications/{id}", door::show)
                .GET("/v1/admin/es-applications", door::pending)
                .POST("/v1/admin/es-applications/{id}/approval", door::approve)
                .POST("/v1/admin/es-applications/{id}/rejection", door::reject)
                .POST("/v1/es-certificates/{serial}/revocation", door::revoke)
                .GET(PUBLIC + "/certificate", door::certificate)
                .GET(PUBLIC + "/crl", door::list)
                .POST(PUBLIC + "/ocsp", door::asked)
                .GET(PUBLIC + "/ocsp/{*question}", door::askedByPath).build();
    }

    /** Where no key is configured every path says so. */
    static RouterFunction<ServerResponse> closed() {
        return route().path("/v1", paths -> paths.path("/es-applications", AuthorityRoutes::refuse)
                .path("/es-certificates", AuthorityRoutes::refuse).path("/es-authority", AuthorityRoutes::refuse)
                .path("/admin/es-applications", AuthorityRoutes::refuse)).build();
    }

    private static void refuse(org.springframework.web.reactive.function.server.RouterFunctions.Builder paths) {
        paths.route(_ -> true, _ -> Mono.error(Refusal.of(ProblemType.NOT_FOUND,
                "This hub runs no authority of its own: center.authority.keystore is not set.")));
    }
}

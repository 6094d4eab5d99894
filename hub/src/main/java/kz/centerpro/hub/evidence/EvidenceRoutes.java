package kz.centerpro.hub.evidence;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The paths of this room. */
final class EvidenceRoutes {

    private EvidenceRoutes() {}

    static RouterFunction<ServerResponse> of(EvidenceDoor door) {
        return route().GET("/v1/documents/{number}/evidence", door::evidence)
                .GET("/v1/documents/{number}/bundle", door::bundle).GET("/v1/log/checkpoint", door::checkpoint)
                .GET("/v1/log/proofs/inclusion", door::inclusion)
                .GET("/v1/log/proofs/consistency", door::consistency).build();
    }
}

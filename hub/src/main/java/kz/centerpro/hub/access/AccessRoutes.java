package kz.centerpro.hub.access;

import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The door table of access. */
final class AccessRoutes {

    private AccessRoutes() {}

    static RouterFunction<ServerResponse> of(TokenDoor tokens, SessionDoor sessions, CredentialDoor credentials,
            PreferenceDoor preferences, DelegationDoor delegations) {
        return RouterFunctions.route()
                .POST("/v1/auth/challenges", tokens::challenge)
                .POST("/v1/auth/tokens", tokens::token)
                .GET("/v1/auth/session", sessions::current)
                .DELETE("/v1/auth/session", sessions::logOut)
                .GET("/v1/auth/sessions", sessions::list)
                .DELETE("/v1/auth/sessions/{id}", sessions::revoke)
                .GET("/v1/preferences", preferences::get)
                .PUT("/v1/preferences", preferences::put)
                .POST("/v1/credentials", credentials::create)
                .GET("/v1/credentials", credentials::list)
                .POST("/v1/credentials/{id}/rotations", credentials::rotate)
                .DELETE("/v1/credentials/{id}", credentials::revoke)
                .GET("/v1/delegations", delegations::given)
                .GET("/v1/delegations/received", delegations::received)
                .PUT("/v1/delegations/{country}/{taxId}", delegations::grant)
                .DELETE("/v1/delegations/{country}/{taxId}", delegations::withdraw)
                .DELETE("/v1/delegations/received/{country}/{taxId}", delegations::decline)
                .GET("/.well-known/jwks.json", tokens::keys)
                .build();
    }
}

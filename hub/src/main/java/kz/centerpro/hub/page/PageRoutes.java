package kz.centerpro.hub.page;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The paths of this room. */
final class PageRoutes {

    private PageRoutes() {}

    static RouterFunction<ServerResponse> of(PageDoor pages, OutsideDoor outside) {
        return route().GET("/verify", pages::form).POST("/verify", pages::report)
                .GET("/verify/{number}", pages::facts).GET("/offer", pages::offer).GET("/privacy", pages::privacy)
                .GET("/tariffs", pages::tariffs)
                .GET("/x/{code}", outside::envelope).POST("/x/{code}", outside::open)
                .POST("/x/{code}/document", outside::fetch).build();
    }
}

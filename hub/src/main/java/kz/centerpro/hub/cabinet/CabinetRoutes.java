package kz.centerpro.hub.cabinet;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import java.util.List;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Addresses that a person may open or reload, and the files. The wire contract is under {@code /v1} alone. */
final class CabinetRoutes {

    private static final List<String> SCREENS = List.of("/", "/sign-in", "/join", "/in", "/out", "/d/{number}", "/send",
            "/parties", "/activity", "/money", "/notifications", "/settings/{*rest}", "/admin/{*rest}");

    private CabinetRoutes() {}

    static RouterFunction<ServerResponse> of(CabinetDoor door) {
        RouterFunctions.Builder routes = route();
        SCREENS.forEach(screen -> routes.GET(screen, door::page));
        return routes.GET("/cabinet/build", door::build).GET("/cabinet/{build}/{*file}", door::file)
                .GET("/push-worker.js", door::pushWorker).GET("/robots.txt", door::robots).build();
    }
}

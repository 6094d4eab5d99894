package kz.centerpro.assembly;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import kz.centerpro.hub.kernel.Bulkhead;
import kz.centerpro.sandbox.trustcentre.TrustCentre;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Imported only where the development trust centre runs. */
@Configuration(proxyBeanMethods = false)
class DevelopmentConfiguration {

    @Bean
    RouterFunction<ServerResponse> developmentRoutes(TrustCentre centre, RunInfo info, Bulkhead verify) {
        DevelopmentDoor door = new DevelopmentDoor(centre, info, verify);
        return route().GET("/dev/people", door::people).POST("/dev/signatures", door::sign).GET("/dev/info", door::info)
                .build();
    }
}

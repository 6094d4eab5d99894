package kz.centerpro.hub.rating;

import java.time.Clock;
import kz.centerpro.door.Callers;
import kz.centerpro.hub.kernel.Tx;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The door; on the hub's own connections. */
@Configuration(proxyBeanMethods = false)
public class RatingConfiguration {

    @Bean
    RouterFunction<ServerResponse> usageRoutes(Tx tx, Callers callers, Clock clock) {
        UsageDoor door = new UsageDoor(new UsageStore(tx), callers, clock);
        return RouterFunctions.route().GET("/v1/usage", door::usage).build();
    }
}

package kz.centerpro.hub.esf;

import java.time.Clock;
import kz.centerpro.door.Callers;
import kz.centerpro.hub.kernel.Tx;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** What staff sees of the queue; on the hub's own connections. */
@Configuration(proxyBeanMethods = false)
public class EsfConfiguration {

    @Bean
    RouterFunction<ServerResponse> esfRoutes(Tx tx, Callers callers, Clock clock) {
        return EsfRoutes.of(new EsfDoor(new EsfViewStore(tx), callers, clock));
    }
}

package kz.centerpro.hub.partner;

import java.time.Clock;
import kz.centerpro.door.Callers;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.hub.kernel.Tx;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The doors; on the hub's own connections. */
@Configuration(proxyBeanMethods = false)
public class PartnerConfiguration {

    @Bean
    public Partners partners(Tx tx, Ids ids, Clock clock) {
        return new Partners(new PartnerStore(tx), ids, clock);
    }

    @Bean
    RouterFunction<ServerResponse> partnerRoutes(Partners partners, Callers callers) {
        return PartnerRoutes.of(new PartnerDoor(partners, callers));
    }
}

package kz.centerpro.hub.acquiring;

import java.net.URI;
import java.time.Clock;
import kz.centerpro.door.Callers;
import kz.centerpro.eventlog.Bell;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.hub.kernel.Tx;
import kz.centerpro.hub.participant.MinuteMeter;
import kz.centerpro.hub.participant.Participants;
import kz.centerpro.hub.payment.Invoices;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import tools.jackson.databind.json.JsonMapper;

/** Wires the room. Needs Tx, Ids, Clock, JsonMapper, Callers, Bell, Participants and Invoices. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AcquiringProperties.class)
public class AcquiringConfiguration {

    private static final int ORDERS_PER_MINUTE = 20;
    private static final int MESSAGES_PER_MINUTE = 600;

    @Bean(destroyMethod = "close")
    AcquirerHttp acquirerHttp(AcquiringProperties settings) {
        return new AcquirerHttp(settings.timeout());
    }

    @Bean
    CardTill cardTill(Tx tx, AcquirerHttp http, Invoices invoices, Bell bell, Ids ids, Clock clock, JsonMapper json,
            AcquiringProperties settings) {
        AcquiringProperties.Halyk contract = settings.halyk();
        if (contract == null) {
            return new CardTill(null);
        }
        URI postLink = URI.create(settings.publicUrl().toString().replaceAll("/+$", "") + AcquiringRoutes.CALLBACKS);
        return new CardTill(new CardDesk(new CardStore(tx),
                new HalykAcquirer(http, contract, postLink, settings.backUrl(), json), invoices,
                new CardDesk.Tools(bell, ids, clock), settings));
    }

    @Bean
    CardLoop cardLoop(CardTill till, Clock clock, AcquiringProperties settings) {
        return new CardLoop(till, clock, settings.checkEvery());
    }

    @Bean
    RouterFunction<ServerResponse> acquiringRoutes(CardTill till, Participants participants,
            Callers callers, Clock clock) {
        CardDesk open = till.desk();
        return open == null
                ? AcquiringRoutes.closed()
                : AcquiringRoutes.of(new CardDoor(open, participants, callers,
                        new MinuteMeter(ORDERS_PER_MINUTE, clock), new MinuteMeter(MESSAGES_PER_MINUTE, clock)));
    }
}

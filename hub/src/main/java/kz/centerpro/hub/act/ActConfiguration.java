package kz.centerpro.hub.act;

import java.time.Clock;
import kz.centerpro.door.Callers;
import kz.centerpro.eventlog.Bell;
import kz.centerpro.hub.agreement.SignerProof;
import kz.centerpro.hub.kernel.Bulkhead;
import kz.centerpro.hub.kernel.Tx;
import kz.centerpro.hub.participant.Participants;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import tools.jackson.databind.json.JsonMapper;

/** The doors; on the hub's own connections. */
@Configuration(proxyBeanMethods = false)
public class ActConfiguration {

    @Bean
    public Acts acts(Tx tx, Participants participants, SignerProof signers, Bell bell, Clock clock) {
        return new Acts(new ActStore(tx, JsonMapper.shared()), participants, signers, bell, clock);
    }

    @Bean
    RouterFunction<ServerResponse> actRoutes(Acts acts, Tx tx, Participants participants, Callers callers, Clock clock,
            @Qualifier("io") Bulkhead io) {
        return ActRoutes.of(new ActDoor(acts, participants, callers, io),
                new CalendarDoor(new CalendarStore(tx), callers, clock));
    }
}

package kz.centerpro.hub.restriction;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import java.time.Clock;
import java.time.Duration;
import kz.centerpro.door.Callers;
import kz.centerpro.eventlog.Bell;
import kz.centerpro.hub.audit.Audit;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.hub.kernel.Tx;
import kz.centerpro.hub.participant.Participants;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import tools.jackson.databind.json.JsonMapper;

/** Wires the room. Needs Tx, Audit, Bell, Ids, Clock, Callers and the TokenLife of who gives tokens. */
@Configuration(proxyBeanMethods = false)
public class RestrictionConfiguration {

    /** A token may be minted a moment after its owner was seen to have access. */
    private static final Duration SLACK = Duration.ofMinutes(1);

    @Bean
    RestrictionStore restrictionStore(Tx tx) {
        return new RestrictionStore(tx);
    }

    @Bean
    public Restrictions restrictions(RestrictionStore store, Participants participants, Clock clock) {
        return new Restrictions(store, participants, clock);
    }

    @Bean
    RestrictionLoop restrictionLoop(Restrictions restrictions) {
        return new RestrictionLoop(restrictions);
    }

    @Bean
    public RouterFunction<ServerResponse> restrictionRoutes(RestrictionStore store, Restrictions restrictions,
            Participants participants, Audit audit, Bell bell, Ids ids, Clock clock, JsonMapper json, Callers callers,
            TokenLife tokens) {
        RestrictionDoor door = new RestrictionDoor(new RestrictionDesk(store, restrictions, participants,
                new RestrictionDesk.Tools(audit, bell, ids, clock, json, tokens.longest().plus(SLACK))), callers);
        String client = "/v1/admin/participants/{taxId}";
        return route().GET(client, door::client).POST(client + "/restrictions", door::restrict)
                .POST(client + "/restrictions/{id}/lifting", door::lift).build();
    }
}

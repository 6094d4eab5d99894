package kz.centerpro.hub.counterparty;

import java.time.Clock;
import kz.centerpro.door.Callers;
import kz.centerpro.eventlog.Bell;
import kz.centerpro.eventlog.EventAppender;
import kz.centerpro.hub.agreement.Agreement;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.hub.kernel.Tx;
import kz.centerpro.hub.participant.MinuteMeter;
import kz.centerpro.hub.participant.Participants;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import tools.jackson.databind.json.JsonMapper;

/** Wires the room. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CounterpartyProperties.class)
public class CounterpartyConfiguration {

    private static final int OPENINGS_PER_MINUTE = 30;

    @Bean
    CounterpartyStore counterpartyStore(Tx tx) {
        return new CounterpartyStore(tx);
    }

    @Bean
    Blocks counterpartyBlocks(CounterpartyStore store) {
        return new Blocks(store);
    }

    @Bean
    ListEvents counterpartyEvents(Tx tx, EventAppender events, Bell bell, Ids ids, Clock clock, JsonMapper json) {
        return new ListEvents(tx, events, bell, ids, clock, json);
    }

    @Bean
    Invitations counterpartyInvitations(Tx tx, CounterpartyStore store, Participants participants, ListEvents events,
            CounterpartyProperties settings, Ids ids) {
        return new Invitations(new InvitationStore(tx), store, participants, events, settings, ids);
    }

    @Bean
    public Counterparties counterparties(CounterpartyStore store, Participants participants, Blocks blocks,
            Invitations invitations, ListEvents events, CounterpartyProperties settings) {
        return new Counterparties(store, participants, blocks, new Limits(settings), invitations, events);
    }

    @Bean
    ConnectionLoop connectionLoop(CounterpartyStore store, Blocks blocks, ListEvents events,
            CounterpartyProperties settings) {
        return new ConnectionLoop(store, blocks, events, settings.connectEvery());
    }

    @Bean
    RouterFunction<ServerResponse> counterpartyRoutes(Counterparties counterparties, CounterpartyStore store,
            Invitations invitations, ListEvents events, Agreement agreement, Callers callers,
            CounterpartyProperties settings, Clock clock) {
        Directory directory = new Directory(store, invitations, new Limits(settings), events);
        return CounterpartyRoutes.of(new CounterpartyDoor(counterparties, directory, invitations, agreement, callers,
                settings, new MinuteMeter(OPENINGS_PER_MINUTE, clock)));
    }
}

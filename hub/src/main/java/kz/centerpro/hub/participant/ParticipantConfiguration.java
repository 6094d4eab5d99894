package kz.centerpro.hub.participant;

import java.time.Clock;
import kz.centerpro.door.Callers;
import kz.centerpro.eventlog.Bell;
import kz.centerpro.eventlog.EventAppender;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.hub.kernel.Tx;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import tools.jackson.databind.json.JsonMapper;

/** Wires the room. Needs Tx, Ids, Clock, JsonMapper, Callers, EventAppender, Bell and access's TokenRenewal. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ParticipantProperties.class)
public class ParticipantConfiguration {

    @Bean
    ParticipantStore participantStore(Tx tx, JsonMapper json) {
        return new ParticipantStore(tx, json);
    }

    @Bean
    SignatoryStore signatoryStore(Tx tx) {
        return new SignatoryStore(tx);
    }

    @Bean
    public Participants participants(ParticipantStore store, SignatoryStore signatories, Ids ids, Clock clock) {
        return new Participants(store, signatories, ids, clock);
    }

    @Bean
    Registrar.Tools participantRegistrarTools(Tx tx, EventAppender events, Bell bell, Ids ids, Clock clock,
            JsonMapper json) {
        return new Registrar.Tools(tx, events, bell, ids, clock, json);
    }

    @Bean
    public OperatorParticipant operatorParticipant(ParticipantStore store, Registrar.Tools tools) {
        return new OperatorParticipant(store, tools);
    }

    @Bean
    Registrar participantRegistrar(Participants participants, ParticipantStore store, SignatoryStore signatories,
            ParticipantProperties properties, Registrar.Tools tools) {
        return new Registrar(participants,
                new RegistrationPolicy(properties.strictTaxIds(), properties.reservedNames()), store, signatories,
                tools);
    }

    @Bean
    public RouterFunction<ServerResponse> participantRoutes(Participants participants, Registrar registrar,
            TokenRenewal tokens, Callers callers, ParticipantProperties properties, Registrar.Tools tools) {
        return ParticipantRoutes.of(new ParticipantDoor(participants, registrar, tokens,
                new MinuteMeter(properties.lookupsPerMinute(), tools.clock()), callers),
                new OwnDoor(participants, new RequisitesStore(tools.tx(), tools.json()), callers,
                        new OwnDoor.Tools(tools.bell(), tools.ids(), tools.clock())));
    }
}

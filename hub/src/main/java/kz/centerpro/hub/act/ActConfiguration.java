package kz.centerpro.hub.act;

import java.time.Clock;
import kz.centerpro.door.Callers;
import kz.centerpro.eventlog.Bell;
import kz.centerpro.hub.agreement.SignerProof;
import kz.centerpro.hub.answer.AnswerDesk;
import kz.centerpro.hub.docflow.OwnDocuments;
import kz.centerpro.hub.kernel.Bulkhead;
import kz.centerpro.hub.kernel.Tx;
import kz.centerpro.hub.participant.OperatorParticipant;
import kz.centerpro.hub.participant.Participants;
import kz.centerpro.hub.seal.SealBox;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import tools.jackson.databind.json.JsonMapper;

/** The doors, and the way of acts through the flow of documents; on the hub's own connections. */
@Configuration(proxyBeanMethods = false)
public class ActConfiguration {

    @Bean
    ActStore actStore(Tx tx) {
        return new ActStore(tx, JsonMapper.shared());
    }

    @Bean
    public Acts acts(ActStore store, Tx tx, Participants participants, SignerProof signers, AnswerDesk answers,
            Bell bell, Clock clock) {
        return new Acts(store, new CalendarStore(tx), participants, signers, answers, bell, clock);
    }

    @Bean
    ActSendLoop actSendLoop(Tx tx, ActStore store, OwnDocuments documents, OperatorParticipant operator,
            AnswerDesk answers, @Qualifier("verify") Bulkhead verify, Bell bell, Clock clock, SealBox seal) {
        return new ActSendLoop(new ActSender(new ActSendStore(tx), store,
                new ActSender.Tools(documents, operator, answers, verify, bell, clock), seal.seal()));
    }

    @Bean
    RouterFunction<ServerResponse> actRoutes(Acts acts, Tx tx, Participants participants, Callers callers, Clock clock,
            @Qualifier("io") Bulkhead io) {
        return ActRoutes.of(new ActDoor(acts, participants, callers, io),
                new CalendarDoor(new CalendarStore(tx), callers, clock));
    }
}

package kz.centerpro.hub.answer;

import java.time.Clock;
import kz.centerpro.door.Callers;
import kz.centerpro.eventlog.Bell;
import kz.centerpro.hub.agreement.Agreement;
import kz.centerpro.hub.content.ContentDesk;
import kz.centerpro.hub.delivery.DeliveryLoop;
import kz.centerpro.hub.kernel.Bulkhead;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.hub.kernel.Tx;
import kz.centerpro.hub.participant.Participants;
import kz.centerpro.hub.signature.SignatureDesk;
import kz.centerpro.hub.trust.TrustDesk;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
public class AnswerConfiguration {

    @Bean
    AnswerJson answerJson(JsonMapper json) {
        return new AnswerJson(json);
    }

    @Bean
    AnswerStore answerStore(Tx tx, AnswerJson json) {
        return new AnswerStore(tx, json);
    }

    @Bean
    AnswerExaminer answerExaminer(SignatureDesk signatures, TrustDesk trust, ContentDesk content,
            @Qualifier("verify") Bulkhead verify) {
        return new AnswerExaminer(signatures, trust, content, verify);
    }

    @Bean
    AnswerDesk answerDesk(AnswerStore store, AnswerExaminer examiner, Participants participants, Agreement agreement,
            ContentDesk content, AnswerJson json, @Qualifier("verify") Bulkhead verify, Bell bell,
            DeliveryLoop delivery, Ids ids, Clock clock) {
        return new AnswerDesk(store, examiner, participants, agreement,
                new AnswerDesk.Tools(content, json, verify, bell, delivery::nudge, ids, clock));
    }

    @Bean
    AnswerLoop answerLoop(AnswerStore store, AnswerDesk desk, Clock clock) {
        return new AnswerLoop(store, desk, clock);
    }

    @Bean
    RouterFunction<ServerResponse> answerRoutes(Callers callers, AnswerDesk desk) {
        return AnswerRoutes.of(new AnswerDoor(callers, desk));
    }
}

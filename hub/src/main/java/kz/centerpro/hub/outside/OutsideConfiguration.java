package kz.centerpro.hub.outside;

import java.time.Clock;
import kz.centerpro.door.Callers;
import kz.centerpro.eventlog.Bell;
import kz.centerpro.hub.agreement.Agreement;
import kz.centerpro.hub.docflow.DocumentBundle;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.hub.kernel.Tx;
import kz.centerpro.hub.participant.Participants;
import kz.centerpro.hub.restriction.Restrictions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import tools.jackson.databind.json.JsonMapper;

/** Wires the room. */
@Configuration(proxyBeanMethods = false)
public class OutsideConfiguration {

    @Bean
    public OutsideLinks outsideLinks(Tx tx, DocumentBundle documents, Participants participants, Agreement agreement,
            Restrictions restrictions, Bell bell, Ids ids, Clock clock, JsonMapper json) {
        return new OutsideLinks(new OutsideStore(tx), documents,
                new OutsideLinks.Senders(participants, agreement, restrictions),
                new OutsideLinks.Tools(bell, ids, clock, json));
    }

    @Bean
    RouterFunction<ServerResponse> outsideRoutes(OutsideLinks links, Callers callers) {
        return new OutsideDoor(links, callers).routes();
    }
}

package kz.centerpro.hub.termination;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import java.time.Clock;
import java.time.Duration;
import kz.centerpro.door.Callers;
import kz.centerpro.eventlog.Bell;
import kz.centerpro.hub.agreement.Agreement;
import kz.centerpro.hub.agreement.SignerProof;
import kz.centerpro.hub.audit.Audit;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.hub.kernel.Tx;
import kz.centerpro.hub.participant.OperatorParticipant;
import kz.centerpro.hub.participant.Participants;
import kz.centerpro.hub.restriction.TokenLife;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import tools.jackson.databind.json.JsonMapper;

/** Wires the room. Needs Tx, Audit, Bell, Ids, Clock, Callers, access's SignerProof and TokenLife. */
@Configuration(proxyBeanMethods = false)
public class TerminationConfiguration {

    /** A token may be minted a moment after its owner was seen to have access. */
    private static final Duration SLACK = Duration.ofMinutes(1);

    @Bean
    TerminationStore terminationStore(Tx tx) {
        return new TerminationStore(tx);
    }

    @Bean
    public Terminations terminations(TerminationStore store, Audit audit, Bell bell, Ids ids, Clock clock,
            JsonMapper json, TokenLife tokens) {
        return new Terminations(store,
                new Terminations.Tools(audit, bell, ids, clock, json, tokens.longest().plus(SLACK)));
    }

    @Bean
    TerminationLoop terminationLoop(Terminations terminations) {
        return new TerminationLoop(terminations);
    }

    @Bean
    LeavingDesk leavingDesk(Terminations terminations, Tx tx, Participants participants, Agreement agreement,
            SignerProof signers, Ids ids) {
        return new LeavingDesk(terminations, new LeavingStore(tx), participants, agreement, signers, ids);
    }

    @Bean
    public RouterFunction<ServerResponse> terminationRoutes(Terminations terminations, LeavingDesk leaving,
            Participants participants, OperatorParticipant operator, Callers callers) {
        LeavingDoor own = new LeavingDoor(leaving, callers);
        String self = "/v1/participants/me/termination";
        TerminationDoor staff = new TerminationDoor(new TerminationDesk(terminations, participants, operator),
                callers);
        String client = "/v1/admin/participants/{taxId}/termination";
        return route().GET(client, staff::view).POST(client, staff::give)
                .POST(client + "/cancellation", staff::takeBack)
                .GET(self, own::view).GET(self + "/statement", own::statement).POST(self, own::leave)
                .POST(self + "/cancellation", own::stay).build();
    }
}

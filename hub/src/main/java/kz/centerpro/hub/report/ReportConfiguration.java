package kz.centerpro.hub.report;

import java.time.Clock;
import kz.centerpro.door.Callers;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.hub.kernel.Tx;
import kz.centerpro.hub.participant.Participants;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The doors; on the hub's own connections. */
@Configuration(proxyBeanMethods = false)
public class ReportConfiguration {

    @Bean
    public Reports reports(Tx tx, Clock clock) {
        return new Reports(new ReportStore(tx), clock);
    }

    @Bean
    RouterFunction<ServerResponse> reportRoutes(Reports reports, Tx tx, Participants participants, Ids ids,
            Callers callers, Clock clock) {
        Liabilities liabilities = new Liabilities(new LiabilityStore(tx), participants, ids, clock);
        return ReportRoutes.of(new ReportDoor(reports, callers, clock), new LiabilityDoor(liabilities, callers));
    }
}

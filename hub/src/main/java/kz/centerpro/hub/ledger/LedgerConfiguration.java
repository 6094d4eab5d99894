package kz.centerpro.hub.ledger;

import java.time.Clock;
import kz.centerpro.door.Callers;
import kz.centerpro.eventlog.Bell;
import kz.centerpro.hub.kernel.Bulkhead;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.hub.kernel.Tx;
import kz.centerpro.hub.participant.Participants;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The doors; on the hub's own connections. */
@Configuration(proxyBeanMethods = false)
public class LedgerConfiguration {

    @Bean
    public Ledger ledger(Tx tx, Bell bell, Ids ids, Clock clock) {
        return new Ledger(new LedgerStore(tx), bell, ids, clock);
    }

    @Bean
    RouterFunction<ServerResponse> ledgerRoutes(Ledger ledger, Participants participants,
            @Qualifier("io") Bulkhead io, Callers callers, Clock clock) {
        return LedgerRoutes.of(new BalanceDoor(ledger, participants, io, callers, clock));
    }
}

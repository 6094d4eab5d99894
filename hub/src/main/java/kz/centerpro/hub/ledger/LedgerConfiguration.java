package kz.centerpro.hub.ledger;

import java.time.Clock;
import kz.centerpro.door.Callers;
import kz.centerpro.eventlog.Bell;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.hub.kernel.Tx;
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
    RouterFunction<ServerResponse> ledgerRoutes(Ledger ledger, Callers callers, Clock clock) {
        return LedgerRoutes.of(new BalanceDoor(ledger, callers, clock));
    }
}

package kz.centerpro.hub.ledger;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import kz.centerpro.contracts.wire.MeterNames;
import kz.centerpro.hub.kernel.Tx;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The jobs; on billing's connections. */
@Configuration(proxyBeanMethods = false)
public class LedgerSideConfiguration {

    @Bean
    public LedgerJobs ledgerJobs(@Qualifier("billingTx") Tx tx) {
        return new LedgerJobs(new LedgerStore(tx));
    }

    @Bean
    LedgerLoop ledgerLoop(LedgerJobs jobs, Clock clock) {
        return new LedgerLoop(jobs, clock);
    }

    @Bean
    MeterBinder ledgerMeters(LedgerJobs jobs) {
        return registry -> Gauge.builder(MeterNames.LEDGER_DIFFERENCES, jobs, LedgerJobs::differences)
                .description("differences that the last recompute of the books found").register(registry);
    }
}

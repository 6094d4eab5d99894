package kz.centerpro.hub.partner;

import java.time.Clock;
import kz.centerpro.eventlog.Bell;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.hub.kernel.Tx;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The rewards; on billing's connections. */
@Configuration(proxyBeanMethods = false)
public class PartnerSideConfiguration {

    @Bean
    public PartnerJobs partnerJobs(@Qualifier("billingTx") Tx tx, Bell bell, Clock clock) {
        return new PartnerJobs(new RewardStore(tx), bell, new Ids(clock));
    }

    @Bean
    PartnerLoop partnerLoop(PartnerJobs jobs, Clock clock) {
        return new PartnerLoop(jobs, clock);
    }
}

package kz.centerpro.hub.quota;

import java.time.Clock;
import kz.centerpro.eventlog.Bell;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.hub.kernel.Tx;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
public class QuotaConfiguration {

    @Bean
    public QuotaDesk quotaDesk(Tx tx, Bell bell, Ids ids, Clock clock,
            @Value("${center.billing.grace:50}") int grace) {
        return new QuotaDesk(new QuotaStore(tx), bell, ids, clock, grace);
    }

    @Bean
    QuotaLoop quotaLoop(QuotaDesk desk) {
        return new QuotaLoop(desk);
    }
}

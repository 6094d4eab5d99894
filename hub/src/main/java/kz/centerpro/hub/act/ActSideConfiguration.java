package kz.centerpro.hub.act;

import java.time.Clock;
import kz.centerpro.eventlog.Bell;
import kz.centerpro.hub.kernel.Bulkhead;
import kz.centerpro.hub.kernel.Tx;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** The jobs; on billing's connections. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ActProperties.class)
public class ActSideConfiguration {

    private static final int QUEUE = 256;

    @Bean
    Bulkhead actPapers() {
        return new Bulkhead("act-papers", 1, QUEUE);
    }

    @Bean
    public ActJobs actJobs(@Qualifier("billingTx") Tx tx, @Qualifier("actPapers") Bulkhead papers, Bell bell,
            ActProperties settings, Environment environment) {
        ActPaper.in("ru"); // reads the words here, not on an event loop
        ActProperties.Seller seller = settings.seller() != null
                ? settings.seller()
                : Binder.get(environment).bind("center.payment.payee", ActProperties.Seller.class).orElse(null);
        return new ActJobs(new ActSideStore(tx), new CalendarStore(tx), papers, bell, JsonMapper.shared(),
                seller == null ? null : seller.requisites());
    }

    @Bean
    ActLoop actLoop(ActJobs jobs, Clock clock, ActProperties settings) {
        return new ActLoop(jobs, clock, settings.every());
    }
}

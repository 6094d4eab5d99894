package kz.centerpro.hub.content;

import java.time.Clock;
import kz.centerpro.hub.kernel.Bulkhead;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.hub.kernel.Tx;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ContentProperties.class)
public class ContentConfiguration {

    @Bean
    ContentDesk contentDesk(Tx tx, @Qualifier("verify") Bulkhead verify, ContentProperties settings, Ids ids,
            Clock clock) {
        return new ContentDesk(new ContentStore(tx), new Sealer(settings.masterKeys(), ids), verify, settings, ids,
                clock);
    }

    @Bean
    SweepLoop contentSweepLoop(ContentDesk desk, Clock clock) {
        return new SweepLoop(desk, clock);
    }
}

package kz.centerpro.hub.tariff;

import java.time.Clock;
import kz.centerpro.door.Callers;
import kz.centerpro.eventlog.Bell;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.hub.kernel.Tx;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
public class TariffConfiguration {

    @Bean
    public Tariffs tariffs(Tx tx, JsonMapper json, Bell bell, Ids ids, Clock clock) {
        return new Tariffs(new TariffStore(tx, json), new SubscriptionStore(tx, json), tx, bell, ids, clock);
    }

    /** Tariffs to try, for development and measurements: a free one without limit that starts by itself, two to buy. */
    @Bean
    @ConditionalOnProperty(name = "center.billing.seed-tariffs", havingValue = "true")
    TariffSeedLoop tariffSeedLoop(Tariffs tariffs, JsonMapper json) {
        return new TariffSeedLoop(tariffs, json);
    }

    @Bean
    RouterFunction<ServerResponse> tariffRoutes(Tariffs tariffs, Callers callers) {
        return TariffRoutes.of(new TariffDoor(tariffs, callers));
    }
}

package kz.centerpro.hub.delivery;

import java.time.Clock;
import kz.centerpro.eventlog.Bell;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.hub.kernel.Tx;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
public class DeliveryConfiguration {

    @Bean
    DeliveryLoop deliveryLoop(Tx tx, Bell bell, Ids ids, Clock clock) {
        return new DeliveryLoop(new OutboxStore(tx, ids), bell, clock);
    }

    @Bean
    WaitingStore waitingStore(Tx tx, Ids ids) {
        return new WaitingStore(tx, ids);
    }

    @Bean
    public WaitingLegs waitingLegs(WaitingStore store, Tx tx, Bell bell, Ids ids, Clock clock) {
        return new WaitingLegs(store, new OutboxStore(tx, ids), bell, clock);
    }

    @Bean
    WaitingLoop waitingLoop(WaitingStore store, WaitingLegs legs, Clock clock) {
        return new WaitingLoop(store, legs, clock);
    }
}

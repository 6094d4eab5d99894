package kz.centerpro.hub.app;

import java.time.Clock;
import kz.centerpro.eventlog.RedisBell;
import kz.centerpro.hub.kernel.HubDatabase;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Billing's side stream as a process of its own; its only port tells health and measurements. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(BillingConfiguration.class)
public class BillingApplication {

    public static void main(String[] arguments) {
        new SpringApplicationBuilder(BillingApplication.class).properties("spring.config.name=billing").run(arguments);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    RedisBell bell(BillingProperties settings) {
        return new RedisBell(settings.redisUri());
    }

    @Bean
    HubHealth billingHealthIndicator(@Qualifier("billingDatabase") HubDatabase database) {
        return new HubHealth(database);
    }
}

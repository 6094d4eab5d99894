package kz.centerpro.hub.app;

import java.time.Clock;
import java.time.Duration;
import kz.centerpro.door.Callers;
import kz.centerpro.door.ProblemDoor;
import kz.centerpro.door.TokenVerifier;
import kz.centerpro.door.WithdrawalLoop;
import kz.centerpro.door.WithdrawalSource;
import kz.centerpro.door.rsocket.RSocketConfiguration;
import kz.centerpro.door.rsocket.RSocketSettings;
import kz.centerpro.hub.access.AccessKeys;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

/** The hub as a process of its own. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({HubConfiguration.class, RSocketConfiguration.class})
public class HubApplication {

    public static void main(String[] arguments) {
        new SpringApplicationBuilder(HubApplication.class).properties("spring.config.name=hub").run(arguments);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    TokenVerifier tokenVerifier(AccessKeys keys, Clock clock) {
        return new TokenVerifier(keys.publicJwks(), clock);
    }

    @Bean
    RSocketSettings rsocketSettings(HubProperties properties) {
        return properties.rsocket().settings();
    }

    /** Refuses the tokens, and ends what is open, of those whose access was withdrawn at any node. */
    @Bean(initMethod = "start", destroyMethod = "close")
    WithdrawalLoop withdrawalLoop(WithdrawalSource source, TokenVerifier tokens, Clock clock,
            @Value("${center.access.withdrawal-sweep:1s}") Duration sweep) {
        return new WithdrawalLoop(source, tokens.withdrawals(), clock, sweep);
    }

    @Bean
    Callers callers(TokenVerifier tokens) {
        return new Callers(tokens);
    }

    @Bean
    ProblemDoor problemDoor(JsonMapper json) {
        return new ProblemDoor(json);
    }
}

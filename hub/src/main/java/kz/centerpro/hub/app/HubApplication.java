package kz.centerpro.hub.app;

import java.time.Clock;
import kz.centerpro.door.Callers;
import kz.centerpro.door.ProblemDoor;
import kz.centerpro.door.TokenVerifier;
import kz.centerpro.hub.access.AccessKeys;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

/** The hub as a process of its own. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(HubConfiguration.class)
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
    Callers callers(TokenVerifier tokens) {
        return new Callers(tokens);
    }

    @Bean
    ProblemDoor problemDoor(JsonMapper json) {
        return new ProblemDoor(json);
    }
}

package kz.centerpro.assembly;

import java.nio.file.Path;
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
import kz.centerpro.hub.app.HubConfiguration;
import kz.centerpro.notification.app.NotificationConfiguration;
import kz.centerpro.notification.app.NotificationProperties;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.client.ReactorResourceFactory;
import tools.jackson.databind.json.JsonMapper;

/** Hub, notification and their doors in one process. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({HubConfiguration.class, NotificationConfiguration.class, RSocketConfiguration.class})
public class CenterApplication {

    /** Starts everything in the folder {@code center.home} (default {@code .center}) and stays. */
    public static void main(String[] arguments) {
        try {
            Center center = Center.start(Path.of(System.getProperty("center.home", ".center")), arguments);
            Runtime.getRuntime().addShutdownHook(new Thread(center::close, "center-stop"));
            center.welcome(System.out);
        } catch (RuntimeException failed) {
            System.err.println("Center Pro did not start: " + Center.plain(failed));
            if (Boolean.getBoolean("center.trace")) {
                failed.printStackTrace();
            }
            System.exit(1);
        }
    }

    /** Event loops of its own: the global ones die with the first context that closes, and a JVM may hold several. */
    @Bean
    ReactorResourceFactory reactorResourceFactory() {
        ReactorResourceFactory factory = new ReactorResourceFactory();
        factory.setUseGlobalResources(false);
        return factory;
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    TokenVerifier tokenVerifier(AccessKeys keys, Clock clock) {
        return new TokenVerifier(keys.publicJwks(), clock);
    }

    /** One server for the routes of both. */
    @Bean
    RSocketSettings rsocketSettings(NotificationProperties properties) {
        return properties.rsocket().settings();
    }

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

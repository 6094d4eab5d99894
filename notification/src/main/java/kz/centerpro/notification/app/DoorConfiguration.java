package kz.centerpro.notification.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import kz.centerpro.door.Callers;
import kz.centerpro.door.ProblemDoor;
import kz.centerpro.door.TokenVerifier;
import kz.centerpro.door.WithdrawalLoop;
import kz.centerpro.door.rsocket.RSocketConfiguration;
import kz.centerpro.door.rsocket.RSocketSettings;
import kz.centerpro.notification.kernel.NotificationDatabase;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

/** What an application gives to its doors once; of the standalone process alone, where there is no hub to do it. */
@Configuration(proxyBeanMethods = false)
@Import(RSocketConfiguration.class)
class DoorConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** {@code center.access.keys} is the hub's public JSON Web Key set, itself or the path of a file with it. */
    @Bean
    TokenVerifier tokenVerifier(@Value("${center.access.keys}") String keys, Clock clock) throws IOException {
        return new TokenVerifier(keys.stripLeading().startsWith("{") ? keys : Files.readString(Path.of(keys)), clock);
    }

    @Bean
    RSocketSettings rsocketSettings(NotificationProperties properties) {
        return properties.rsocket().settings();
    }

    /** Ends what is open of those whose access was withdrawn. */
    @Bean(initMethod = "start", destroyMethod = "close")
    WithdrawalLoop withdrawalLoop(NotificationDatabase database, TokenVerifier tokens, Clock clock,
            @Value("${center.access.withdrawal-sweep:1s}") Duration sweep) {
        return new WithdrawalLoop(database.withdrawals(), tokens.withdrawals(), clock, sweep);
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

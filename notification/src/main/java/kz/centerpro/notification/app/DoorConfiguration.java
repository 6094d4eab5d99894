package kz.centerpro.notification.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import kz.centerpro.door.Callers;
import kz.centerpro.door.ProblemDoor;
import kz.centerpro.door.TokenVerifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** What an application gives to its doors once; of the standalone process alone, where there is no hub to do it. */
@Configuration(proxyBeanMethods = false)
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
    Callers callers(TokenVerifier tokens) {
        return new Callers(tokens);
    }

    @Bean
    ProblemDoor problemDoor(JsonMapper json) {
        return new ProblemDoor(json);
    }
}

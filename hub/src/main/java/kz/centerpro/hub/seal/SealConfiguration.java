package kz.centerpro.hub.seal;

import java.nio.file.Path;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SealProperties.class)
public class SealConfiguration {

    /** Reads the key file; here and not on an event loop. */
    @Bean
    public SealBox operatorSeal(SealProperties settings, Clock clock) {
        Path keystore = settings.keystore();
        return new SealBox(keystore == null
                ? null
                : new Seal(SealFile.read(keystore, settings.password() == null ? "" : settings.password()), clock));
    }
}

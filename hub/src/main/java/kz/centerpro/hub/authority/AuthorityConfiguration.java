package kz.centerpro.hub.authority;

import java.nio.file.Path;
import java.time.Clock;
import kz.centerpro.door.Callers;
import kz.centerpro.hub.kernel.Bulkhead;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.hub.kernel.Tx;
import kz.centerpro.hub.participant.MinuteMeter;
import kz.centerpro.hub.participant.Participants;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuthorityProperties.class)
public class AuthorityConfiguration {

    @Bean
    RouterFunction<ServerResponse> authorityRoutes(AuthorityProperties settings, Tx tx,
            @Qualifier("verify") Bulkhead verify, Ids ids, Clock clock, Participants participants, Callers callers) {
        Path keystore = settings.keystore();
        if (keystore == null) {
            return AuthorityRoutes.closed();
        }
        AuthorityKey key = AuthorityKey.open(keystore, settings.password() == null ? "" : settings.password());
        EsAuthority authority = new EsAuthority(new AuthorityStore(tx),
                new CertificateIssuer(key, settings.url(), settings.validity()),
                new RevocationPublisher(key, settings.listLifetime()), key,
                new EsAuthority.Tools(tx, verify, ids, clock, participants));
        return AuthorityRoutes.of(new AuthorityDoor(authority, callers,
                new MinuteMeter(settings.applicationsPerMinute(), clock)));
    }
}

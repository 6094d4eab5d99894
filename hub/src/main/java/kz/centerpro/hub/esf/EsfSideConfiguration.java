package kz.centerpro.hub.esf;

import java.time.Clock;
import java.util.Objects;
import java.util.UUID;
import kz.centerpro.eventlog.Bell;
import kz.centerpro.hub.kernel.Bulkhead;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.hub.kernel.Tx;
import kz.centerpro.hub.seal.Seal;
import kz.centerpro.hub.seal.SealBox;
import kz.centerpro.hub.seal.SealConfiguration;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

/** The queue to ИС ЭСФ; on billing's connections, where an address is configured. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("center.esf.url")
@EnableConfigurationProperties(EsfProperties.class)
@Import(SealConfiguration.class)
public class EsfSideConfiguration {

    private static final int QUEUE = 64;

    @Bean
    Bulkhead esfSigning() {
        return new Bulkhead("esf-signing", 1, QUEUE);
    }

    @Bean
    EsfHttp esfHttp(EsfProperties settings) {
        return new EsfHttp(Objects.requireNonNull(settings.url()), settings.timeout());
    }

    @Bean
    public EsfDesk esfDesk(@Qualifier("billingTx") Tx tx, EsfHttp http, @Qualifier("esfSigning") Bulkhead signing,
            EsfProperties settings, SealBox box, Bell bell, Clock clock) {
        Seal seal = box.seal();
        if (seal == null) {
            throw new IllegalStateException("center.esf.url needs center.operator.seal.keystore to sign with");
        }
        EsfClient client = new EsfClient(http, seal, signing, new EsfClient.User(settings.tin(), settings.username(),
                settings.password(), settings.signerName()));
        UUID holder = new Ids(clock).next();
        return new EsfDesk(new EsfStore(tx, JsonMapper.shared()), client, settings, bell, clock, holder);
    }

    @Bean
    EsfLoop esfLoop(EsfDesk desk, EsfProperties settings) {
        return new EsfLoop(desk, settings.every());
    }
}

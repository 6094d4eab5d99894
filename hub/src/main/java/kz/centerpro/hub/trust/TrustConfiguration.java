package kz.centerpro.hub.trust;

import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;
import kz.centerpro.hub.certificate.OcspCodec;
import kz.centerpro.hub.certificate.VerificationPolicy;
import kz.centerpro.hub.kernel.Bulkhead;
import kz.centerpro.hub.kernel.HubMeters;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.hub.signature.SignatureDesk;
import kz.centerpro.hub.signature.SignatureFormats;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TrustProperties.class)
public class TrustConfiguration {

    @Bean
    SignatureDesk signatureDesk(TrustProperties settings, SignatureFormats formats) {
        return new SignatureDesk(SignatureDesk.BYTES_MAX,
                VerificationPolicy.documents().withEvidenceAge(settings.evidenceAge()), formats);
    }

    @Bean
    TrustFiles trustFiles(TrustProperties settings) {
        return new TrustFiles(settings);
    }

    @Bean
    PkiClient pkiClient(TrustProperties settings, HubMeters meters) {
        return new PkiClient(settings.timeout(), settings.privateAddresses(), meters);
    }

    @Bean
    ListKeeper listKeeper(PkiClient client, @Qualifier("io") Bulkhead io) {
        return new ListKeeper(client, io);
    }

    @Bean
    TrustDesk trustDesk(SignatureDesk signatures, TrustProperties settings, TrustFiles files,
            ListKeeper lists, PkiClient client, @Qualifier("verify") Bulkhead verify, Clock clock, Ids ids,
            HubMeters meters) {
        OcspCodec ocsp = new OcspCodec(VerificationPolicy.documents().withEvidenceAge(settings.evidenceAge()),
                OcspCodec.NonceRule.MAY_BE_ABSENT);
        SignatureDesk logins = new SignatureDesk(256 * 1024,
                VerificationPolicy.login().withEvidenceAge(settings.evidenceAge()));
        return new TrustDesk(signatures, logins, ocsp, client, settings, lists, verify, clock, ids,
                TrustDesk.read(files, 1, clock.instant()), meters);
    }

    /** Without anchors every signature would fail, and a caller could take that for an answer about the signature. */
    @Bean
    ReactiveHealthIndicator trustHealthIndicator(TrustDesk desk) {
        return () -> Mono.fromSupplier(() -> desk.snapshot().anchors().isEmpty()
                ? Health.down().withDetail("anchors", "none").build()
                : Health.up().withDetail("anchors", desk.snapshot().anchors().size()).build());
    }

    @Bean
    public TimeStamps timeStamps(PkiClient client, TrustDesk desk, @Qualifier("verify") Bulkhead verify, Ids ids) {
        return new TimeStamps(client, desk, verify, ids);
    }

    @Bean
    RenewalLoop renewalLoop(TrustDesk desk) {
        return new RenewalLoop(desk);
    }

    @Bean
    TrustLoop trustLoop(TrustDesk desk, TrustFiles files, ListKeeper lists, TrustProperties settings,
            @Qualifier("io") Bulkhead io, Clock clock) {
        RefreshPlan plan = new RefreshPlan(settings.crlRefresh(), () -> ThreadLocalRandom.current().nextDouble());
        settings.crlUrls().forEach(plan::add);
        return new TrustLoop(desk, files, lists, plan, io, clock);
    }
}

package kz.centerpro.hub.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.util.Map;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.Callers;
import kz.centerpro.eventlog.Bell;
import kz.centerpro.eventlog.EventAppender;
import kz.centerpro.eventlog.PartitionLoop;
import kz.centerpro.eventlog.RedisBell;
import kz.centerpro.hub.access.AccessConfiguration;
import kz.centerpro.hub.access.SignatureCheck;
import kz.centerpro.hub.acquiring.AcquiringConfiguration;
import kz.centerpro.hub.act.ActConfiguration;
import kz.centerpro.hub.agreement.AgreementConfiguration;
import kz.centerpro.hub.answer.AnswerConfiguration;
import kz.centerpro.hub.audit.AuditConfiguration;
import kz.centerpro.hub.authority.AuthorityConfiguration;
import kz.centerpro.hub.bulletin.BulletinConfiguration;
import kz.centerpro.hub.cabinet.CabinetConfiguration;
import kz.centerpro.hub.content.ContentConfiguration;
import kz.centerpro.hub.counterparty.CounterpartyConfiguration;
import kz.centerpro.hub.delivery.DeliveryConfiguration;
import kz.centerpro.hub.docflow.DocflowConfiguration;
import kz.centerpro.hub.docflow.DocumentContents;
import kz.centerpro.hub.egov.DocumentSource;
import kz.centerpro.hub.egov.EgovConfiguration;
import kz.centerpro.hub.esf.EsfConfiguration;
import kz.centerpro.hub.evidence.Evidence;
import kz.centerpro.hub.evidence.EvidenceConfiguration;
import kz.centerpro.hub.kernel.Bulkhead;
import kz.centerpro.hub.kernel.HubDatabase;
import kz.centerpro.hub.kernel.HubMeters;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.hub.kernel.Tx;
import kz.centerpro.hub.kernel.Works;
import kz.centerpro.hub.ledger.LedgerConfiguration;
import kz.centerpro.hub.outside.OutsideConfiguration;
import kz.centerpro.hub.page.PageConfiguration;
import kz.centerpro.hub.participant.ParticipantConfiguration;
import kz.centerpro.hub.partner.PartnerConfiguration;
import kz.centerpro.hub.payment.PaymentConfiguration;
import kz.centerpro.hub.payment.PriceList;
import kz.centerpro.hub.quota.QuotaConfiguration;
import kz.centerpro.hub.rating.RatingConfiguration;
import kz.centerpro.hub.report.ReportConfiguration;
import kz.centerpro.hub.restriction.RestrictionConfiguration;
import kz.centerpro.hub.termination.TerminationConfiguration;
import kz.centerpro.hub.seal.SealConfiguration;
import kz.centerpro.hub.tariff.TariffConfiguration;
import kz.centerpro.hub.tariff.Tariffs;
import kz.centerpro.hub.trust.TrustConfiguration;
import kz.centerpro.hub.trust.TrustDesk;
import kz.centerpro.hub.verification.VerificationConfiguration;
import kz.centerpro.schema.SchemaMigration;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The hub as a list of rooms. Needs a Clock, Callers and a JsonMapper from the process that it runs in. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HubProperties.class)
@Import({AccessConfiguration.class, AcquiringConfiguration.class, ActConfiguration.class, AgreementConfiguration.class,
        AnswerConfiguration.class, AuditConfiguration.class, AuthorityConfiguration.class, BulletinConfiguration.class,
        BillingConfiguration.class, CabinetConfiguration.class, ContentConfiguration.class,
        CounterpartyConfiguration.class, CryptoConfiguration.class,
        DeliveryConfiguration.class, DocflowConfiguration.class, EgovConfiguration.class,
        EsfConfiguration.class, EvidenceConfiguration.class, LedgerConfiguration.class,
        OutsideConfiguration.class, PageConfiguration.class, ParticipantConfiguration.class, PartnerConfiguration.class,
        PaymentConfiguration.class,
        QuotaConfiguration.class, RatingConfiguration.class,
        ReportConfiguration.class, RestrictionConfiguration.class, SealConfiguration.class, TariffConfiguration.class,
        TerminationConfiguration.class,
        TrustConfiguration.class,
        VerificationConfiguration.class})
public class HubConfiguration {

    private static final int IO_QUEUE = 256;

    @Bean
    @Primary
    HubDatabase hubDatabase(HubProperties settings) {
        HubProperties.Migration migration = settings.database().migrateAs();
        if (migration != null) {
            SchemaMigration
                    .migrate(new SchemaMigration.Target(migration.jdbcUrl(), migration.username(), migration.password(),
                            settings.database().password(), migration.notificationPassword(),
                            migration.billingPassword()));
        }
        HubProperties.Database database = settings.database();
        return new HubDatabase(database.url(), database.username(), database.password(), database.poolSize());
    }

    @Bean
    @Primary
    Tx tx(HubDatabase database) {
        return new Tx(database);
    }

    @Bean
    Works works(Clock clock) {
        return new Works(clock);
    }

    @Bean
    Ids ids(Clock clock) {
        return new Ids(clock);
    }

    @Bean
    @Primary
    Bulkhead verify(HubProperties settings) {
        int threads = settings.verifyThreads() > 0
                ? settings.verifyThreads()
                : Runtime.getRuntime().availableProcessors();
        return new Bulkhead("verify", threads, settings.verifyQueue());
    }

    @Bean
    Bulkhead io() {
        return new Bulkhead("io", 1, IO_QUEUE);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    RedisBell bell(HubProperties settings) {
        return new RedisBell(settings.redisUri());
    }

    /** What every room rings; evidence hears it. */
    @Bean
    @Primary
    Bell heardBell(RedisBell bell, Evidence evidence) {
        return evidence.heard(bell);
    }

    @Bean
    EventAppender eventAppender(Tx tx) {
        return new EventAppender(tx.client());
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    PartitionLoop partitionLoop(Tx tx, Clock clock, HubProperties settings) {
        return new PartitionLoop(tx.client(), clock, settings.eventDays());
    }

    /** What an invoice for a tariff asks for. */
    @Bean
    PriceList priceList(Tariffs tariffs) {
        return tariff -> tariffs.get(tariff).onErrorResume(Refusal.class, _ -> Mono.empty())
                .mapNotNull(found -> found.price().tiyn().orElse(null));
    }

    /** For signing in. */
    @Bean
    @Primary
    SignatureCheck loginCheck(TrustDesk trust) {
        return trust::examineLogin;
    }

    /** For what binds: the acceptance of an offer is held to the policy of documents. */
    @Bean
    SignatureCheck documentCheck(TrustDesk trust) {
        return trust::examineText;
    }

    /** What a phone is given of a document. */
    @Bean
    DocumentSource documentSource(DocumentContents contents) {
        return new DocumentSource() {
            @Override
            public Mono<Long> size(long box, String number) {
                return contents.size(box, number);
            }

            @Override
            public Mono<byte[]> read(long box, String number) {
                return contents.read(box, number);
            }
        };
    }

    @Bean
    RouterFunction<ServerResponse> catalogueRoutes() {
        return CatalogueDoor.routes();
    }

    @Bean
    RouterFunction<ServerResponse> contractRoutes(JsonMapper json) {
        return ContractDoor.routes(json);
    }

    @Bean
    RouterFunction<ServerResponse> stateRoutes(Map<String, ReactiveHealthIndicator> parts, MeterRegistry registry,
            Callers callers, Clock clock) {
        return new StateDoor(parts, registry, callers, clock).routes();
    }

    @Bean
    DeadlineDoor deadlineDoor(HubProperties settings) {
        return new DeadlineDoor(settings.deadline());
    }

    @Bean
    HubHealth hubHealthIndicator(HubDatabase database) {
        return new HubHealth(database);
    }

    /** Redis carries hints alone: without it events are later by a sweep, and the hub is as ready as before. */
    @Bean
    ReactiveHealthIndicator bellHealthIndicator(RedisBell bell) {
        return () -> Mono.fromSupplier(
                () -> bell.isUp()
                        ? Health.up().build()
                        : Health.status("DEGRADED").withDetail("redis", "away").build());
    }

    @Bean
    HubMeters hubMeters(MeterRegistry registry) {
        return new HubMeters(registry);
    }

    @Bean
    MeterBinder hubGauges(HubDatabase database, RedisBell bell, @Qualifier("verify") Bulkhead verify,
            @Qualifier("io") Bulkhead io) {
        return new HubGauges(database, bell, Map.of("verify", verify, "io", io));
    }
}

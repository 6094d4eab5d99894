package kz.centerpro.hub.docflow;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import kz.centerpro.contracts.wire.MeterNames;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import reactor.core.publisher.Mono;
import kz.centerpro.door.Callers;
import kz.centerpro.door.rsocket.RSocketRoute;
import kz.centerpro.eventlog.Bell;
import kz.centerpro.hub.agreement.Agreement;
import kz.centerpro.hub.content.ContentDesk;
import kz.centerpro.hub.counterparty.Counterparties;
import kz.centerpro.hub.delivery.DeliveryLoop;
import kz.centerpro.hub.delivery.WaitingLegs;
import kz.centerpro.hub.kernel.Bulkhead;
import kz.centerpro.hub.kernel.HubMeters;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.hub.kernel.Tx;
import kz.centerpro.hub.kernel.Works;
import kz.centerpro.hub.participant.Participants;
import kz.centerpro.hub.quota.QuotaDesk;
import kz.centerpro.hub.restriction.Restrictions;
import kz.centerpro.hub.signature.SignatureDesk;
import kz.centerpro.hub.trust.TrustDesk;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DocflowProperties.class)
public class DocflowConfiguration {

    @Bean
    NumberMint numberMint(Clock clock) {
        return new NumberMint(clock);
    }

    @Bean
    NodeLeaseLoop nodeLeaseLoop(Tx tx, NumberMint mint, Ids ids) {
        return new NodeLeaseLoop(new LeaseStore(tx), mint, ids);
    }

    /** Without its lease a node makes no numbers, so it registers nothing. */
    @Bean
    ReactiveHealthIndicator leaseHealthIndicator(NumberMint mint) {
        return () -> Mono.fromSupplier(() -> mint.left().isPositive()
                ? Health.up().build()
                : Health.down().withDetail("lease", "none").build());
    }

    @Bean
    BacklogLoop backlogLoop(DeliveryLoop delivery, SubmissionStore submissions) {
        return new BacklogLoop(delivery, submissions);
    }

    @Bean
    MeterBinder docflowMeters(NumberMint mint, BacklogLoop backlog, Clock clock) {
        return registry -> {
            Gauge.builder(MeterNames.LEASE_LEFT, mint, held -> Math.max(0, held.left().toMillis() / 1000.0))
                    .baseUnit("seconds").description("how long this node can make numbers yet").register(registry);
            Gauge.builder(MeterNames.OUTBOX_WAITING, backlog, BacklogLoop::waiting)
                    .description("documents and receipts on their way to a box").register(registry);
            Gauge.builder(MeterNames.OUTBOX_AGE, backlog, seen -> seen.oldest(clock.instant())).baseUnit("seconds")
                    .description("age of the oldest of them").register(registry);
            Gauge.builder(MeterNames.PARKED, backlog, BacklogLoop::parked)
                    .description("submissions that wait for evidence").register(registry);
        };
    }

    @Bean
    DocumentJson documentJson(JsonMapper json) {
        return new DocumentJson(json);
    }

    @Bean
    DocumentStore documentStore(Tx tx, DocumentJson json) {
        return new DocumentStore(tx, json);
    }

    @Bean
    DocumentContents documentContents(DocumentStore store, ContentDesk content) {
        return new DocumentContents(store, content);
    }

    @Bean
    Receipts documentReceipts(DocumentStore store, Bell bell, DeliveryLoop delivery, Ids ids, Clock clock) {
        return new Receipts(store, bell, delivery::nudge, ids, clock);
    }

    @Bean
    public DocumentFiles documentFiles(DocumentStore store, PartStore parts, Receipts receipts, ContentDesk content,
            JsonMapper json) {
        return new DocumentFiles(store, parts, receipts, content, json);
    }

    @Bean
    Lists documentLists(Tx tx, DocumentStore documents, JsonMapper json) {
        return new Lists(documents, new ListStore(tx, json));
    }

    @Bean
    public DocumentBundle documentBundle(DocumentStore documents, ContentDesk content) {
        return new DocumentBundle(documents, content);
    }

    @Bean
    DocumentLinks documentLinks(DocumentStore documents, ContentDesk content) {
        return new DocumentLinks(documents, content);
    }

    @Bean
    SubmissionStore submissionStore(Tx tx) {
        return new SubmissionStore(tx);
    }

    @Bean
    Parties docflowParties(Participants participants, Agreement agreement, Counterparties counterparties,
            Restrictions restrictions) {
        return new Parties(participants, agreement, counterparties, restrictions);
    }

    @Bean
    Addressees addressees(Participants participants, Counterparties counterparties, Restrictions restrictions,
            Ids ids) {
        return new Addressees(participants, counterparties, restrictions, ids);
    }

    @Bean
    PartStore partStore(Tx tx, Clock clock) {
        return new PartStore(tx, clock);
    }

    @Bean
    Registrar documentRegistrar(Tx tx, PartStore parts, Bell bell, DeliveryLoop delivery, NumberMint numbers,
            ContentDesk content,
            DocumentJson json,
            @Qualifier("verify") Bulkhead verify, QuotaDesk quota, Ids ids, Clock clock, HubMeters meters,
            DocflowProperties settings) {
        GroupCommitLoop commits = new GroupCommitLoop(new AcceptStore(tx), bell, delivery, clock, meters);
        return new Registrar(commits, parts, numbers, content, json, verify, quota, ids, settings.waitingTerm());
    }

    @Bean
    Parking parking(SubmissionStore store, DocumentStore documents, ContentDesk content, DocumentJson json,
            @Qualifier("verify") Bulkhead verify, Clock clock) {
        return new Parking(store, documents, content, json, verify, clock);
    }

    @Bean
    DocumentFlow documentFlow(Parties parties, Addressees addressees, TrustDesk trust, Registrar registrar,
            Parking parking, Ids ids,
            Clock clock, HubMeters meters) {
        return new DocumentFlow(parties, addressees, trust, registrar, parking, ids, clock, meters);
    }

    @Bean
    public OwnDocuments ownDocuments(DocumentFlow flow, SignatureDesk signatures, TrustDesk trust,
            ContentDesk content, @Qualifier("verify") Bulkhead verify) {
        return new OwnDocuments(flow, signatures, trust, content, verify);
    }

    @Bean
    ReexaminationLoop reexaminationLoop(SubmissionStore store, Parking parking, Parties parties,
            Addressees addressees, DocumentFlow flow, Registrar registrar, SignatureDesk signatures, TrustDesk trust,
            ContentDesk content, DocumentJson json,
            @Qualifier("verify") Bulkhead verify, Bell bell, Ids ids, Clock clock) {
        Reexaminer.Tools tools = new Reexaminer.Tools(signatures, trust, content, json, verify, bell, ids, clock);
        Reexaminer reexaminer = new Reexaminer(store, parking, parties, addressees, flow, registrar, tools);
        return new ReexaminationLoop(store, reexaminer, clock);
    }

    @Bean
    IntakeGate intakeGate(DocflowProperties settings, Works works) {
        return IntakeGate.of(settings, System::nanoTime, works);
    }

    @Bean
    SubmissionReader submissionReader(SignatureDesk signatures, ContentDesk content,
            @Qualifier("verify") Bulkhead verify, JsonMapper json) {
        return new SubmissionReader(signatures, content, verify, json);
    }

    @Bean
    BatchDoor batchDoor(Callers callers, IntakeGate gate, SubmissionReader reader, DocumentFlow flow,
            @Qualifier("verify") Bulkhead verify, JsonMapper json) {
        return new BatchDoor(callers, gate.limits(), gate.batches(), reader, flow, verify, json);
    }

    @Bean
    SubmissionSocketDoor submissionSocketDoor(IntakeGate gate, BatchDoor batches, JsonMapper json) {
        return new SubmissionSocketDoor(gate, batches, json);
    }

    @Bean
    RSocketRoute documentsSubmitRoute(SubmissionSocketDoor door) {
        return door.submit();
    }

    @Bean
    RSocketRoute documentsBatchRoute(SubmissionSocketDoor door) {
        return door.batch();
    }

    @Bean
    RouterFunction<ServerResponse> documentRoutes(Callers callers, IntakeGate gate, SubmissionReader reader,
            BatchDoor batches, ContentDesk content, JsonMapper json, DocumentFlow flow, Parking parking,
            DocumentStore store, DocumentFiles files, Receipts receipts, Lists lists, DocumentLinks links,
            WaitingLegs waiting) {
        return DocumentRoutes.of(
                new SubmissionDoor(callers, gate.limits(), gate.submissions(), reader, flow, parking), batches,
                new ListDoor(callers, lists), new LinkDoor(callers, links),
                new DownloadDoor(callers, store, receipts, new DocumentBundle(store, content)),
                new DocumentDoor(callers, store, files, receipts, content, waiting, json));
    }
}

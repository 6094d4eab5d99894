package kz.centerpro.hub.agreement;

import java.time.Clock;
import kz.centerpro.door.Callers;
import kz.centerpro.eventlog.Bell;
import kz.centerpro.eventlog.EventAppender;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.hub.kernel.Tx;
import kz.centerpro.hub.participant.Participants;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import tools.jackson.databind.json.JsonMapper;

/** Wires the room. Needs Tx, Ids, Clock, JsonMapper, Callers, EventAppender, Bell, Participants, SignerProof. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AgreementProperties.class)
public class AgreementConfiguration {

    @Bean
    LegalTextStore legalTextStore(Tx tx) {
        return new LegalTextStore(tx);
    }

    @Bean
    AnnouncementStore announcementStore(Tx tx) {
        return new AnnouncementStore(tx);
    }

    @Bean
    StatementStore statementStore(Tx tx) {
        return new StatementStore(tx);
    }

    @Bean
    AcceptanceStore acceptanceStore(Tx tx) {
        return new AcceptanceStore(tx);
    }

    @Bean
    Announcer.Tools offerTools(Tx tx, EventAppender events, Bell bell, Ids ids, Clock clock, JsonMapper json) {
        return new Announcer.Tools(tx, events, bell, ids, clock, json);
    }

    @Bean
    Publisher offerPublisher(LegalTextStore texts, AnnouncementStore announcements, Tx tx, Clock clock) {
        return new Publisher(texts, announcements, tx, clock);
    }

    @Bean
    Announcer offerAnnouncer(AnnouncementStore store, LegalTextStore texts, Participants participants,
            Announcer.Tools tools, AgreementProperties properties) {
        return new Announcer(store, texts, participants, tools, properties.announceBatch());
    }

    @Bean
    OfferLoop offerLoop(Publisher publisher, Announcer announcer, AgreementProperties properties) {
        return new OfferLoop(publisher, announcer, properties.seed(), properties.announceEvery());
    }

    @Bean
    AcceptanceDesk acceptanceDesk(Publisher publisher, StatementStore statements, AcceptanceStore acceptances,
            Participants participants, SignerProof signers, Announcer.Tools tools, AgreementProperties properties) {
        return new AcceptanceDesk(publisher, statements, acceptances, participants, signers, tools,
                properties.statementLifetime());
    }

    @Bean
    LegalTexts legalTexts(Publisher publisher, Clock clock) {
        return new LegalTexts(publisher, clock);
    }

    @Bean
    public Agreement agreement(AcceptanceStore acceptances, StatementStore statements) {
        return new Agreement(acceptances, statements);
    }

    @Bean
    public RouterFunction<ServerResponse> agreementRoutes(Publisher publisher, AcceptanceDesk desk, Callers callers,
            Clock clock) {
        return AgreementRoutes.of(new OfferDoor(publisher, callers, clock), new AcceptanceDoor(desk, callers));
    }
}

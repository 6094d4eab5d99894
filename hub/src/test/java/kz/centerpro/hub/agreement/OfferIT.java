package kz.centerpro.hub.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import kz.centerpro.contracts.party.OfferView;
import kz.centerpro.contracts.party.ParticipantKind;
import kz.centerpro.contracts.party.StatementView;
import kz.centerpro.hub.access.PartiesHub;
import kz.centerpro.hub.access.Person;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import reactor.test.StepVerifier;

@NullUnmarked // a missing answer is a failed test
class OfferIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final PartiesHub hub = new PartiesHub();
    private String staff = "";

    @BeforeEach
    void firstVersionIsSeeded() {
        StepVerifier.create(hub.bean(Publisher.class).seed()).expectComplete().verify(SOON);
        hub.clock.advance(Duration.ofMinutes(1));
        staff = hub.signIn(PartiesHub.OPERATOR).accessToken();
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void firstVersionIsPublicInBothLanguages() {
        OfferView offer = offer("/v1/offers/current");

        assertThat(offer.no()).isEqualTo(1);
        assertThat(offer.policyNo()).isEqualTo(1);
        assertThat(offer.prevailingLanguage()).isEqualTo("ru");
        assertThat(offer.textRu()).contains("Публичная оферта").contains("241240011291");
        assertThat(offer.textKk()).contains("жария офертасы");
        assertThat(offer.sha256Ru()).isEqualTo(LegalText.hex(offer.textRu()));
        assertThat(offer.sha256Kk()).isEqualTo(LegalText.hex(offer.textKk()));
        assertThat(offer("/v1/privacy-policies/current").textRu()).contains("Политика конфиденциальности");
        hub.web.get().uri("/v1/offers/2").exchange().expectStatus().isNotFound();
        hub.web.get().uri("/v1/offers/first").exchange().expectStatus().isNotFound();
    }

    @Test
    void seedingAgainChangesNothing() {
        StepVerifier.create(hub.bean(Publisher.class).seed()).expectComplete().verify(SOON);
        assertThat(hub.database.value("select count(*) from hub.legal_text")).isEqualTo("2");
    }

    @Test
    void oldVersionStaysReadableWordForWord() {
        OfferView first = offer("/v1/offers/1");
        publish(Map.of("textRu", "Вторая", "textKk", "Екінші")).expectStatus().isCreated();

        assertThat(offer("/v1/offers/current").no()).isEqualTo(2);
        assertThat(offer("/v1/offers/1")).isEqualTo(first);
    }

    @Test
    void historyIsAnsweredAtATime() {
        String before = hub.clock.instant().toString();
        hub.clock.advance(Duration.ofDays(1));
        staff = hub.signIn(PartiesHub.OPERATOR).accessToken();
        publish(Map.of("textRu", "Вторая", "textKk", "Екінші", "effectiveFrom", "2026-11-30T14:00:00+05:00"))
                .expectStatus().isCreated();

        assertThat(offer("/v1/offers/current").no()).isEqualTo(1);
        assertThat(offer("/v1/offers/current?at=" + before).no()).isEqualTo(1);
        assertThat(offer("/v1/offers/current?at=2026-11-30T08:59:59Z").no()).isEqualTo(1);
        assertThat(offer("/v1/offers/current?at=2026-11-30T14:00:00+05:00").no()).isEqualTo(2);
        hub.clock.advance(Duration.ofDays(8));
        assertThat(offer("/v1/offers/current").no()).isEqualTo(2);
        hub.web.get().uri("/v1/offers/current?at=2020-01-01T00:00:00Z").exchange().expectStatus().isNotFound();
        hub.web.get().uri("/v1/offers/current?at=yesterday").exchange().expectStatus().isBadRequest();
    }

    @Test
    void publicationNeedsBothTexts() {
        publish(Map.of("textKk", "Екінші")).expectStatus().isEqualTo(422).expectBody().jsonPath("$.field")
                .isEqualTo("textRu");
        publish(Map.of("textRu", "Вторая")).expectStatus().isEqualTo(422).expectBody().jsonPath("$.field")
                .isEqualTo("textKk");
        publish(Map.of("textRu", "Вторая", "textKk", " ")).expectStatus().isEqualTo(422);
        publish(Map.of("textRu", "a", "textKk", "b", "effectiveFrom", "2020-01-01T00:00:00Z")).expectStatus()
                .isEqualTo(422);
        assertThat(offer("/v1/offers/current").no()).isEqualTo(1);
    }

    @Test
    void onlyStaffPublishes() {
        String client = hub.registered(Person.individual("client", "900101700001"), ParticipantKind.INDIVIDUAL);
        hub.post(client, "/v1/admin/offers", Map.of("textRu", "a", "textKk", "b")).expectStatus().isForbidden();
        hub.web.post().uri("/v1/admin/offers").bodyValue(Map.of("textRu", "a", "textKk", "b")).exchange()
                .expectStatus().isUnauthorized();
    }

    @Test
    void outdatedVersionIsNotAccepted() {
        Person person = Person.individual("slow", "900101700002");
        String token = hub.registered(person, ParticipantKind.INDIVIDUAL);
        StatementView statement = hub.statement(token);
        publish(Map.of("textRu", "Вторая", "textKk", "Екінші")).expectStatus().isCreated();

        hub.accept(token, person, statement).expectStatus().isEqualTo(409).expectBody().jsonPath("$.code")
                .isEqualTo("offer_version_outdated").jsonPath("$.currentOfferNo").isEqualTo(2);
        hub.accept(token, person, hub.statement(token)).expectStatus().isCreated();
    }

    @Test
    void everyActiveParticipantHearsOnceOfANewVersion() {
        for (int i = 0; i < 5; i++) {
            hub.active(Person.individual("reader-" + i, "90010170001" + i), ParticipantKind.INDIVIDUAL);
        }
        hub.registered(Person.individual("not-yet", "900101700020"), ParticipantKind.INDIVIDUAL);
        publish(Map.of("textRu", "Вторая", "textKk", "Екінші")).expectStatus().isCreated();
        Announcer announcer = hub.bean(Announcer.class);

        StepVerifier.create(announcer.drain()).expectComplete().verify(SOON);
        StepVerifier.create(announcer.drain()).expectComplete().verify(SOON);

        assertThat(hub.database.value("select count(*) || ' ' || count(distinct box_id) from eventlog.event "
                + "where type = 'kz.centerpro.announcement.offer-published'")).isEqualTo("5 5");
        assertThat(hub.database.value("select data->>'offerNo' from eventlog.event "
                + "where type = 'kz.centerpro.announcement.offer-published' limit 1")).isEqualTo("2");
        assertThat(hub.database.value("select count(*) from hub.offer_announcement where done_at is null"))
                .isEqualTo("0");
    }

    private ResponseSpec publish(Map<String, ?> body) {
        return hub.post(staff, "/v1/admin/offers", body);
    }

    private OfferView offer(String uri) {
        return hub.web.get().uri(java.net.URI.create(uri)).exchange().expectStatus().isOk()
                .expectBody(OfferView.class).returnResult().getResponseBody();
    }
}

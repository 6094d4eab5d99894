package kz.centerpro.hub.counterparty;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import kz.centerpro.contracts.party.CounterpartyView;
import kz.centerpro.contracts.party.InvitationView;
import kz.centerpro.contracts.party.ParticipantKind;
import kz.centerpro.contracts.party.SignatureRegime;
import kz.centerpro.contracts.party.ParticipantStatus;
import kz.centerpro.contracts.party.SelfDeclared;
import kz.centerpro.contracts.party.TaxId;
import kz.centerpro.hub.access.PartiesHub;
import kz.centerpro.hub.access.Person;
import kz.centerpro.hub.participant.Participant;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** Lists of counterparties over HTTP, on a real database. */
@NullUnmarked // a missing answer is a failed test
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CounterpartiesIT {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String LIST = "/v1/counterparties";
    private static final String MOBIX = LIST + "/KZ/241240011291";

    private final PartiesHub hub = new PartiesHub(Map.of("center.counterparty.connect-every", "50ms",
            "center.counterparty.additions-per-day", "4", "center.counterparty.invitations-per-day", "2",
            "center.counterparty.letters-per-address", "1"),
            CounterpartyConfiguration.class);

    @AfterAll
    void close() {
        hub.close();
    }

    private String owner(String key, String iin) {
        return hub.active(Person.individual(key, iin), ParticipantKind.INDIVIDUAL);
    }

    private ResponseSpec put(String token, String path, Map<String, ?> body) {
        return hub.web.put().uri(path).headers(headers -> headers.setBearerAuth(token)).bodyValue(body).exchange();
    }

    private CounterpartyView view(String token, String path) {
        return hub.get(token, path).expectStatus().isOk().expectBody(CounterpartyView.class).returnResult()
                .getResponseBody();
    }

    private List<String> told(String token) {
        long box = hub.get(token, "/v1/participants/me").expectBody(Map.class).returnResult().getResponseBody()
                .get("boxId") instanceof Number number ? number.longValue() : 0;
        return List.of(String
                .valueOf(hub.database.value("select coalesce(string_agg(type || ' ' || (data->>'state'), ',' "
                        + "order by seq), '') from eventlog.event where type like '%counterparty%' and box_id = "
                        + box))
                .replace("kz.centerpro.counterparty.", "").split(","));
    }

    @Test
    void aListIsItsOwnersAlone() {
        String alice = owner("alice", "900101500101");
        String other = owner("other", "900101500102");
        put(alice, MOBIX, Map.of("alias", "Әріптес 100%", "groups", List.of("А", "Б", "А"))).expectStatus().isCreated();
        put(alice, MOBIX, Map.of("groups", List.of("Б"))).expectStatus().isOk().expectBody()
                .jsonPath("$.alias").isEqualTo("Әріптес 100%").jsonPath("$.groups.length()").isEqualTo(1)
                .jsonPath("$.state").isEqualTo("CREATED").jsonPath("$.name").doesNotExist();
        put(alice, MOBIX, Map.of("alias", "")).expectStatus().isOk().expectBody().jsonPath("$.alias").doesNotExist();
        hub.get(other, MOBIX).expectStatus().isNotFound();
        hub.delete(other, MOBIX).expectStatus().isNotFound();
        hub.delete(alice, MOBIX).expectStatus().isNoContent();
        hub.get(alice, MOBIX).expectStatus().isNotFound();
    }

    @Test
    void findsInTheOwnListAndTurnsItsPages() {
        String alice = owner("finder", "900101500111");
        put(alice, MOBIX, Map.of("alias", "Ұста", "groups", List.of("Г"))).expectStatus().isCreated();
        put(alice, LIST + "/DE/HRB-1", Map.of("alias", "Яблоко")).expectStatus().isCreated();
        put(alice, LIST + "/DE/HRB-2", Map.of("alias", "Ұ_ш%")).expectStatus().isCreated();

        String first = hub.get(alice, LIST + "?limit=2").expectBody(CounterpartyView.Page.class).returnResult()
                .getResponseBody().next();
        hub.get(alice, LIST + "?limit=2&after=" + first).expectStatus().isOk().expectBody()
                .jsonPath("$.items[0].alias").isEqualTo("Яблоко").jsonPath("$.next").doesNotExist()
                .jsonPath("$.total").isEqualTo(3).jsonPath("$.groups[0]").isEqualTo("Г")
                .jsonPath("$.limits.additions").isEqualTo(1);
        hub.get(alice, LIST + "?q={q}", "ҰС").expectBody().jsonPath("$.items.length()").isEqualTo(1);
        hub.get(alice, LIST + "?q={q}", "_ш%").expectBody().jsonPath("$.items[0].taxId").isEqualTo("HRB-2");
        hub.get(alice, LIST + "?q=124001").expectBody().jsonPath("$.items.length()").isEqualTo(1);
        hub.get(alice, LIST + "?group={g}&state=CREATED&blocked=false", "Г").expectBody()
                .jsonPath("$.items.length()").isEqualTo(1);
        hub.get(alice, LIST + "?after=nonsense").expectStatus().isBadRequest();
    }

    @Test
    void takesExactNumbersAloneAndSoManyADay() {
        String alice = owner("adder", "900101500121");
        put(alice, LIST + "/KZ/24124001129", Map.of()).expectStatus().isEqualTo(422);
        put(alice, LIST + "/KZ/241240011290", Map.of()).expectStatus().isEqualTo(422).expectBody()
                .jsonPath("$.code").isEqualTo("tax_id_invalid");
        put(alice, LIST + "/ZZ/1", Map.of()).expectStatus().isEqualTo(422);
        for (int i = 0; i < 4; i++) {
            put(alice, LIST + "/DE/A" + i, Map.of()).expectStatus().isCreated();
            hub.delete(alice, LIST + "/DE/A" + i).expectStatus().isNoContent();
        }
        put(alice, LIST + "/DE/A5", Map.of()).expectStatus().isEqualTo(429).expectHeader().exists("Retry-After");
        String early = hub.registered(Person.individual("early", "900101500122"), ParticipantKind.INDIVIDUAL);
        put(early, MOBIX, Map.of()).expectStatus().isForbidden();
    }

    @Test
    void whoIsInvitedAndJoinsIsConnectedInEachListOnce() {
        String alice = owner("inviter", "900101500131");
        String watcher = owner("watcher", "900101500132");
        String joins = "910101300005".substring(0, 11);
        String taxId = joins + TaxId.checkDigit(joins + "0");
        String path = LIST + "/KZ/" + taxId;
        put(alice, path, Map.of("alias", "Скоро")).expectStatus().isCreated();
        put(watcher, path, Map.of()).expectStatus().isCreated();
        InvitationView made = hub.post(alice, path + "/invitations", Map.of()).expectStatus().isCreated()
                .expectBody(InvitationView.class).returnResult().getResponseBody();
        hub.post(alice, path + "/invitations", Map.of()).expectStatus().isOk().expectBody().jsonPath("$.code")
                .isEqualTo(made.code());
        hub.web.get().uri("/v1/invitations/" + made.code()).exchange().expectStatus().isOk().expectBody()
                .jsonPath("$.name").isEqualTo("ТЕСТОВ inviter");
        assertThat(view(alice, path).invitation().seenAt()).isNotNull();

        String joined = owner("joins", taxId);

        StepVerifier
                .create(Flux.interval(Duration.ofMillis(50), Schedulers.boundedElastic())
                        .filter(_ -> view(watcher, path).connectedAt() != null
                                && view(alice, path).state().equals("CONNECTED"))
                        .next())
                .expectNextCount(1).expectComplete()
                .verify(SOON);
        assertThat(view(alice, path).name()).isEqualTo("ТЕСТОВ joins");
        assertThat(told(alice)).containsExactly("invited INVITED", "connected CONNECTED");
        assertThat(told(watcher)).containsExactly("connected CONNECTED");
        hub.post(alice, path + "/invitations", Map.of()).expectStatus().isEqualTo(409);
        assertThat(joined).isNotEmpty();
    }

    @Test
    void invitesSoManyADayAndTheLinkEnds() {
        String alice = owner("host", "900101500141");
        for (String id : List.of("B1", "B2", "B3")) {
            put(alice, LIST + "/DE/" + id, Map.of()).expectStatus().isCreated();
        }
        String code = hub.post(alice, LIST + "/DE/B1/invitations", Map.of()).expectStatus().isCreated()
                .expectBody(InvitationView.class).returnResult().getResponseBody().code();
        hub.post(alice, LIST + "/DE/B2/invitations", Map.of()).expectStatus().isCreated();
        hub.post(alice, LIST + "/DE/B3/invitations", Map.of()).expectStatus().isEqualTo(429).expectHeader()
                .valueEquals("Retry-After", "86401");
        hub.web.get().uri("/v1/invitations/" + code.replace("-", "1-")).exchange().expectStatus().isNotFound();
        assertThat(
                hub.database.value("select count(*) from hub.invitation where seen_at is not null and tax_id = 'B1'"))
                .isEqualTo("0");
    }

    private String letters() {
        return String.valueOf(hub.database.value("select count(*) || ' ' || coalesce(string_agg(target, ','), '') "
                + "from notification.dispatch where kind = 'INVITATION'"));
    }

    @Test
    void aLetterGoesOnceForEachInvitationAndNotToWhoGotEnoughOrSaidNo() {
        String alice = owner("writer", "900101500171");
        String other = owner("other-writer", "900101500172");
        put(alice, LIST + "/DE/L1", Map.of()).expectStatus().isCreated();
        put(alice, LIST + "/DE/L2", Map.of()).expectStatus().isCreated();
        put(other, LIST + "/DE/L1", Map.of()).expectStatus().isCreated();
        Map<String, String> letter = Map.of("email", "Head@Example.kz", "language", "kk");
        hub.post(alice, LIST + "/DE/L1/invitations", Map.of("email", "no address")).expectStatus().isEqualTo(422);
        hub.post(alice, LIST + "/DE/L1/invitations", letter).expectStatus().isCreated();
        hub.post(alice, LIST + "/DE/L1/invitations", letter).expectStatus().isOk();
        assertThat(letters()).isEqualTo("1 H***@example.kz");
        hub.post(alice, LIST + "/DE/L1/invitations", Map.of("email", "other@example.kz")).expectStatus()
                .isEqualTo(409);
        hub.post(other, LIST + "/DE/L1/invitations", letter).expectStatus().isEqualTo(429);
        hub.database.execute("insert into notification.mail_stop select sha256, now() from notification.invitee");
        hub.post(alice, LIST + "/DE/L2/invitations", letter).expectStatus().isEqualTo(422).expectBody()
                .jsonPath("$.field").isEqualTo("email");
        hub.get(alice, LIST + "/DE/L2").expectBody().jsonPath("$.state").isEqualTo("CREATED");
        hub.post(alice, LIST + "/DE/L2/invitations", Map.of()).expectStatus().isCreated();
        assertThat(letters()).isEqualTo("1 H***@example.kz");
    }

    @Test
    void aBlockHoldsAtOnceAndIsTold() {
        String alice = owner("blocker", "900101500151");
        String bob = owner("blocked", "900101500152");
        Participant sender = participant(bob, "900101500152");
        Participant recipient = participant(alice, "900101500151");
        List<Long> recipients = List.of(sender.boxId(), recipient.boxId());
        Counterparties counterparties = hub.bean(Counterparties.class);
        StepVerifier.create(counterparties.firstRefusing(sender, recipients)).expectComplete().verify(SOON);

        put(alice, LIST + "/KZ/900101500152", Map.of("blocked", true)).expectStatus().isCreated().expectBody()
                .jsonPath("$.name").isEqualTo("ТЕСТОВ blocked").jsonPath("$.blocked").isEqualTo(true);
        StepVerifier.create(counterparties.firstRefusing(sender, recipients))
                .expectNext(recipient.boxId()).expectComplete().verify(SOON);
        put(alice, LIST + "/KZ/900101500152", Map.of("alias", "Боб")).expectStatus().isOk().expectBody()
                .jsonPath("$.blocked").isEqualTo(true);
        hub.delete(alice, LIST + "/KZ/900101500152").expectStatus().isNoContent();
        StepVerifier.create(counterparties.firstRefusing(sender, recipients)).expectComplete().verify(SOON);
        assertThat(told(alice)).containsExactly("blocked CONNECTED", "unblocked CONNECTED");
    }

    /** U+0000 stands in no text of PostgreSQL's; what is encoded is decoded before it is asked with. */
    @Test
    void aTextWithNoCharacterInItIsRefused() {
        String alice = owner("nul", "900101500181");
        String after = java.util.Base64.getUrlEncoder().withoutPadding()
                .encodeToString("KZ\n1\n\0".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        for (String query : List.of("?q=a%00b", "?group=%00", "?after=" + after)) {
            hub.web.get().uri(java.net.URI.create(LIST + query)).headers(headers -> headers.setBearerAuth(alice))
                    .exchange().expectStatus().isBadRequest().expectBody().jsonPath("$.code")
                    .isEqualTo("malformed_request");
        }
    }

    @Test
    void importsWhatIsRightAndSaysWhatWouldBe() {
        String alice = owner("importer", "900101500161");
        String file = "БИН;название;группы\n241240011291;MOBIX;Операторы\n241240011290;нет\n900101500161;я\n";
        imported(alice, file, true).expectStatus().isOk().expectBody().jsonPath("$.added").isEqualTo(2)
                .jsonPath("$.connected").isEqualTo(1).jsonPath("$.faults[0].row").isEqualTo(3);
        hub.get(alice, LIST).expectBody().jsonPath("$.total").isEqualTo(0).jsonPath("$.limits.additions").isEqualTo(4);
        imported(alice, file, false).expectStatus().isOk().expectBody().jsonPath("$.added").isEqualTo(2);
        imported(alice, file, false).expectStatus().isOk().expectBody().jsonPath("$.same").isEqualTo(2)
                .jsonPath("$.added").isEqualTo(0);
        imported(alice, "DE1;;;DE\nDE2;;;DE\nDE3;;;DE\n", false).expectStatus().isEqualTo(429);
        imported(alice, file, true).expectStatus().isOk().expectBody().jsonPath("$.same").isEqualTo(2);
        imported(alice, "DE1;;;DE\nDE2;;;DE\n", true).expectStatus().isOk().expectBody().jsonPath("$.added")
                .isEqualTo(2);
        imported(alice, "DE3;;;DE\n", true).expectStatus().isEqualTo(429).expectHeader().exists("Retry-After")
                .expectBody().jsonPath("$.code").isEqualTo("rate_limited");
        hub.get(alice, LIST).expectBody().jsonPath("$.total").isEqualTo(2).jsonPath("$.groups[0]")
                .isEqualTo("Операторы");
    }

    private ResponseSpec imported(String token, String file, boolean dryRun) {
        return hub.web.post().uri(LIST + ":import?dryRun=" + dryRun).headers(headers -> {
            headers.setBearerAuth(token);
            headers.set("Content-Type", "text/csv");
        }).bodyValue(file).exchange();
    }

    private Participant participant(String token, String taxId) {
        Number box = (Number) hub.get(token, "/v1/participants/me").expectBody(Map.class).returnResult()
                .getResponseBody().get("boxId");
        return new Participant(UUID.randomUUID(), box.longValue(), ParticipantKind.INDIVIDUAL, "KZ", taxId, "x",
                SignatureRegime.EDS, ParticipantStatus.ACTIVE, Instant.EPOCH,
                new SelfDeclared(null, null, null, null, null, null, "", ""));
    }
}

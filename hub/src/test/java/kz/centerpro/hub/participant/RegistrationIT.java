package kz.centerpro.hub.participant;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import kz.centerpro.contracts.access.TokenAnswer;
import kz.centerpro.contracts.party.ParticipantKind;
import kz.centerpro.contracts.party.RegistrationAnswer;
import kz.centerpro.contracts.party.SignatureRegime;
import kz.centerpro.contracts.party.SignerRole;
import kz.centerpro.hub.access.PartiesHub;
import kz.centerpro.hub.access.Person;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

@NullUnmarked // a missing answer is a failed test
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegistrationIT {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final PartiesHub hub = new PartiesHub();

    @AfterAll
    void close() {
        hub.close();
    }

    static Stream<Person> residents() {
        return Stream.of(Person.individual("INDIVIDUAL", "900101500001"),
                Person.staffOf("LEGAL_ENTITY", "900101500002", "900240500002", SignerRole.FIRST_HEAD),
                Person.individual("ENTREPRENEUR", "900101500003"),
                Person.individual("SELF_EMPLOYED", "900101500004"));
    }

    @ParameterizedTest
    @MethodSource("residents")
    void registersResidentsOfEachKind(Person person) {
        ParticipantKind kind = ParticipantKind.valueOf(person.key());
        RegistrationAnswer answer = register(person, Map.of("kind", kind, "email", "a@example.kz"));

        assertThat(answer.participant().kind()).isEqualTo(kind);
        assertThat(answer.participant().country()).isEqualTo("KZ");
        assertThat(answer.participant().taxId()).isEqualTo(
                kind == ParticipantKind.LEGAL_ENTITY ? person.bin() : person.iin());
        assertThat(answer.participant().regime()).isEqualTo(SignatureRegime.EDS);
        assertThat(answer.participant().selfDeclared().email()).isEqualTo("a@example.kz");
        assertThat(answer.differences()).isEmpty();
        hub.get(answer.accessToken(), "/v1/participants/me").expectStatus().isOk().expectBody()
                .jsonPath("$.boxId").isEqualTo(answer.participant().boxId())
                .jsonPath("$.status").isEqualTo("REGISTERED");
        assertThat(hub.database.value("select type || ' ' || seq || ' ' || (data->>'taxId') from eventlog.event "
                + "where box_id = " + answer.participant().boxId()))
                .isEqualTo("kz.centerpro.account.registered 1 " + answer.participant().taxId());
    }

    @ParameterizedTest
    @EnumSource(ParticipantKind.class)
    void registersNonResidentsOfEachKind(ParticipantKind kind) {
        Person person = Person.foreign("foreign-" + kind);
        RegistrationAnswer answer = register(person, Map.of("kind", kind, "country", "de", "taxId",
                "de 123-" + kind.name().replace("_", ""), "name", "Beispiel GmbH"));

        assertThat(answer.participant().country()).isEqualTo("DE");
        assertThat(answer.participant().taxId()).isEqualTo("DE123-" + kind.name().replace("_", ""));
        assertThat(answer.participant().regime()).isEqualTo(SignatureRegime.ES);
        assertThat(answer.participant().selfDeclared().name()).isEqualTo("Beispiel GmbH");
        assertThat(hub.signIn(person).participant().id()).isEqualTo(answer.participant().id());
        assertThat(hub.signIn(Person.foreign("another key")).participant()).isNull();
    }

    @Test
    void certificateWinsOverTypedValues() {
        RegistrationAnswer answer = register(Person.individual("typist", "900101500011"),
                Map.of("kind", "INDIVIDUAL", "taxId", "241240011291", "name", "Another Name"));

        assertThat(answer.participant().taxId()).isEqualTo("900101500011");
        assertThat(answer.participant().name()).isEqualTo("ТЕСТОВ typist");
        assertThat(answer.differences()).extracting("field").containsExactly("taxId", "name");
        assertThat(answer.participant().selfDeclared().name()).isEqualTo("Another Name");
    }

    @Test
    void refusesTypedNumberWithWrongCheckDigit() {
        String token = hub.signIn(Person.individual("bad-digit", "900101500012")).accessToken();
        hub.register(token, Map.of("kind", "INDIVIDUAL", "taxId", "241240011292")).expectStatus().isEqualTo(422)
                .expectBody().jsonPath("$.code").isEqualTo("tax_id_invalid");
    }

    @Test
    void refusesSecondRegistration() {
        Person head = Person.staffOf("head-1", "900101500013", "900240500013", SignerRole.FIRST_HEAD);
        Person employee = Person.staffOf("employee-1", "900101500014", "900240500013", SignerRole.EMPLOYEE);
        String employeesOldToken = hub.signIn(employee).accessToken();
        String token = register(head, Map.of("kind", "LEGAL_ENTITY")).accessToken();

        hub.register(token, Map.of("kind", "LEGAL_ENTITY")).expectStatus().isEqualTo(409).expectBody()
                .jsonPath("$.code").isEqualTo("already_registered");
        hub.register(employeesOldToken, Map.of("kind", "LEGAL_ENTITY")).expectStatus().isEqualTo(409);
    }

    @Test
    void raceOfTwoRegistrationsHasOneWinner() {
        Person one = Person.individual("twin-1", "900101500015");
        Person two = new Person("twin-2", "900101500015", null, "ТЕСТОВ twin", null, SignerRole.INDIVIDUAL,
                SignatureRegime.EDS);
        UUID first = UUID.fromString(hub.signIn(one).signatory().id());
        UUID second = UUID.fromString(hub.signIn(two).signatory().id());
        Registrar registrar = hub.bean(Registrar.class);
        var request = new kz.centerpro.contracts.party.RegistrationRequest(ParticipantKind.INDIVIDUAL, null, null,
                null, null, null, null, null);

        StepVerifier.create(Flux.just(first, second).flatMap(id -> registrar.register(caller(id), request)
                .map(_ -> "won").onErrorResume(_ -> Mono.just("lost")), 2).sort().collectList())
                .expectNextMatches(all -> all.toString().equals("[lost, won]")).expectComplete().verify(SOON);
    }

    @Test
    void secondPersonOfAnEntityJustSignsIn() {
        Person head = Person.staffOf("head-2", "900101500016", "900240500016", SignerRole.FIRST_HEAD);
        String id = register(head, Map.of("kind", "LEGAL_ENTITY")).participant().id();

        TokenAnswer answer = hub.signIn(
                Person.staffOf("employee-2", "900101500017", "900240500016", SignerRole.EMPLOYEE));

        assertThat(answer.participant().id()).isEqualTo(id);
        assertThat(answer.scope()).isEqualTo("participant");
    }

    @Test
    void entitysCertificateDoesNotSpeakForThePerson() {
        register(Person.individual("private-1", "900101500018"), Map.of("kind", "INDIVIDUAL"));

        assertThat(hub.signIn(Person.staffOf("work-1", "900101500018", "900240500018", SignerRole.FIRST_HEAD))
                .participant()).isNull();
        String token = hub.signIn(Person.staffOf("work-2", "900101500019", "900240500019", SignerRole.EMPLOYEE))
                .accessToken();
        hub.register(token, Map.of("kind", "INDIVIDUAL")).expectStatus().isEqualTo(422);
        String person = hub.signIn(Person.individual("private-2", "900101500020")).accessToken();
        hub.register(person, Map.of("kind", "LEGAL_ENTITY")).expectStatus().isEqualTo(422);
    }

    @Test
    void numbersUnderAForeignAuthorityProveNothing() {
        Person victim = Person.staffOf("victim", "900101500021", "900240500021", SignerRole.FIRST_HEAD);
        register(victim, Map.of("kind", "LEGAL_ENTITY"));
        Person forger = new Person("forger", victim.iin(), victim.bin(), victim.name(), victim.organization(),
                SignerRole.FIRST_HEAD, SignatureRegime.ES);

        TokenAnswer answer = hub.signIn(forger);

        assertThat(answer.participant()).isNull();
        assertThat(answer.signatory().bin()).isNull();
        hub.register(answer.accessToken(), Map.of("kind", "LEGAL_ENTITY")).expectStatus().isEqualTo(422).expectBody()
                .jsonPath("$.code").isEqualTo("regime_mismatch");
    }

    @Test
    void residentOfKazakhstanIsNoForeigner() {
        String token = hub.signIn(Person.individual("emigrant", "900101500022")).accessToken();
        hub.register(token, Map.of("kind", "INDIVIDUAL", "country", "DE", "taxId", "1", "name", "X")).expectStatus()
                .isEqualTo(422).expectBody().jsonPath("$.code").isEqualTo("regime_mismatch");
        hub.register(token, Map.of("kind", "INDIVIDUAL", "country", "XX")).expectStatus().isEqualTo(422);
        hub.register(token, Map.of("kind", "COMPANY")).expectStatus().isBadRequest();
        hub.register(token, Map.of()).expectStatus().isEqualTo(422).expectBody().jsonPath("$.field")
                .isEqualTo("kind");
    }

    @Test
    void operatorsNameIsReserved() {
        String token = hub.signIn(Person.foreign("impostor")).accessToken();
        hub.register(token, Map.of("kind", "LEGAL_ENTITY", "country", "DE", "taxId", "77", "name",
                "CENTER PRO support")).expectStatus().isEqualTo(422).expectBody().jsonPath("$.field")
                .isEqualTo("name");
    }

    @Test
    void keepsWhatWasHandedIn() {
        RegistrationAnswer answer = register(Person.individual("snapshot", "900101500023"),
                Map.of("kind", "INDIVIDUAL", "phone", "+77010000000"));
        assertThat(hub.database.value("select snapshot->'request'->>'phone' || ' ' || "
                + "(snapshot->'signatory'->>'iin') from hub.participant where id = '"
                + answer.participant().id() + "'")).isEqualTo("+77010000000 900101500023");
        assertThat(hub.database.value("select has_column_privilege('center_hub', 'hub.participant', 'snapshot', "
                + "'update')")).isEqualTo("f");
    }

    @Test
    void looksUpByOneExactNumber() {
        String asker = hub.active(Person.individual("asker", "900101500024"), ParticipantKind.INDIVIDUAL);
        hub.active(Person.individual("found", "900101500025"), ParticipantKind.INDIVIDUAL);
        hub.registered(Person.individual("waiting", "900101500026"), ParticipantKind.INDIVIDUAL);

        lookUp(asker, "900101500025").expectStatus().isOk().expectBody().jsonPath("$.name").isEqualTo("ТЕСТОВ found")
                .jsonPath("$.connected").isEqualTo(true).jsonPath("$.length()").isEqualTo(4);
        lookUp(asker, "900101500026").expectStatus().isOk().expectBody().jsonPath("$.connected").isEqualTo(false)
                .jsonPath("$.name").doesNotExist();
        lookUp(asker, "900101500099").expectStatus().isOk().expectBody().jsonPath("$.connected").isEqualTo(false);
        for (String partial : new String[]{"9001015", "9001*", "%", "", "90010150002?"}) {
            lookUp(asker, partial).expectStatus().isBadRequest();
        }
        hub.get(asker, "/v1/participants").expectStatus().isBadRequest();
    }

    @Test
    void looksUpOnlyForThoseWhoAcceptedTheOffer() {
        String token = hub.registered(Person.individual("eager", "900101500027"), ParticipantKind.INDIVIDUAL);
        lookUp(token, "900101500025").expectStatus().isForbidden().expectBody().jsonPath("$.code")
                .isEqualTo("offer_not_accepted");
    }

    @Test
    void fiftyFirstLookupInAMinuteIsTooMany() {
        String token = hub.active(Person.individual("curious", "900101500028"), ParticipantKind.INDIVIDUAL);
        for (int i = 0; i < 50; i++) {
            lookUp(token, "900101500099").expectStatus().isOk();
        }
        lookUp(token, "900101500099").expectStatus().isEqualTo(429).expectHeader().valueEquals("Retry-After", "61");
        hub.clock.advance(Duration.ofMinutes(1));
        lookUp(token, "900101500099").expectStatus().isOk();
    }

    @Test
    void facadeAnswersOtherRooms() {
        RegistrationAnswer answer = register(
                Person.staffOf("head-3", "900101500029", "900240500029", SignerRole.FIRST_HEAD),
                Map.of("kind", "LEGAL_ENTITY"));
        Participants participants = hub.bean(Participants.class);
        UUID id = UUID.fromString(answer.participant().id());

        StepVerifier.create(participants.get(id).map(Participant::taxId)).expectNext("900240500029").expectComplete()
                .verify(SOON);
        StepVerifier.create(participants.findByTaxId("KZ", "900240500029").map(Participant::id)).expectNext(id)
                .expectComplete().verify(SOON);
        StepVerifier.create(participants.findByBox(answer.participant().boxId()).map(Participant::id)).expectNext(id)
                .expectComplete().verify(SOON);
        StepVerifier.create(participants.findByTaxId("KZ", "1")).expectComplete().verify(SOON);
        StepVerifier.create(participants.get(UUID.fromString("00000000-0000-7000-8000-000000000000")))
                .expectErrorMessage("There is no such participant.").verify(SOON);
    }

    @Test
    void refusesStrangersToTheirOwnData() {
        hub.web.get().uri("/v1/participants/me").exchange().expectStatus().isUnauthorized();
        hub.web.post().uri("/v1/participants").bodyValue(Map.of("kind", "INDIVIDUAL")).exchange().expectStatus()
                .isUnauthorized();
    }

    private RegistrationAnswer register(Person person, Map<String, ?> body) {
        return hub.register(hub.signIn(person).accessToken(), body).expectStatus().isCreated()
                .expectBody(RegistrationAnswer.class).returnResult().getResponseBody();
    }

    private org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec lookUp(String token,
            String taxId) {
        return hub.get(token, "/v1/participants?country=KZ&taxId={id}", taxId);
    }

    private kz.centerpro.door.Caller caller(UUID signatory) {
        return new kz.centerpro.door.Caller(signatory, signatory, null, 0, java.util.Set.of(),
                hub.clock.instant().plusSeconds(60));
    }
}

package kz.centerpro.hub.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import kz.centerpro.contracts.party.AcceptanceView;
import kz.centerpro.contracts.party.OfferView;
import kz.centerpro.contracts.party.ParticipantKind;
import kz.centerpro.contracts.party.SignerRole;
import kz.centerpro.contracts.party.StatementView;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.hub.access.PartiesHub;
import kz.centerpro.hub.access.Person;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import reactor.test.StepVerifier;

@NullUnmarked // a missing answer is a failed test
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AcceptanceIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final PartiesHub hub = new PartiesHub();
    private final Person head = Person.staffOf("head", "900101600001", "900240600001", SignerRole.FIRST_HEAD);
    private final Person employee = Person.staffOf("employee", "900101600002", "900240600001", SignerRole.EMPLOYEE);
    private String entity = "";

    @BeforeAll
    void entityIsRegistered() {
        StepVerifier.create(hub.bean(Publisher.class).seed()).expectComplete().verify(SOON);
        hub.registered(head, ParticipantKind.LEGAL_ENTITY);
    }

    @BeforeEach
    void headIsSignedIn() {
        hub.clock.advance(Duration.ofMinutes(1));
        entity = hub.signIn(head).accessToken();
    }

    @AfterAll
    void close() {
        hub.close();
    }

    @Test
    void statementSaysWhatIsAcceptedAndByWhom() {
        StatementView view = hub.statement(entity);
        OfferView offer = offer("/v1/offers/current");

        assertThat(view.statement()).contains("Оферта № " + offer.no()).contains(offer.sha256Ru())
                .contains(offer.sha256Kk()).contains("KZ 900240600001, ТОО Ромашка").contains("900101600001")
                .contains("Действую от имени названного юридического лица").contains("Nonce: ");
        assertThat(view.policyNo()).isEqualTo(offer.policyNo());
        assertThat(hub.statement(entity).statement()).isNotEqualTo(view.statement());
    }

    @Test
    void headAcceptsAndTheEntityBecomesActive() {
        Person chief = Person.staffOf("chief", "900101600011", "900240600011", SignerRole.FIRST_HEAD);
        String token = hub.registered(chief, ParticipantKind.LEGAL_ENTITY);
        Agreement agreement = hub.bean(Agreement.class);
        UUID id = UUID.fromString(hub.database.value("select id from hub.participant where tax_id = '900240600011'"));
        StepVerifier.create(agreement.requireAccepted(id)).expectErrorMatches(
                failure -> failure instanceof Refusal r && r.type() == ProblemType.OFFER_NOT_ACCEPTED).verify(SOON);

        StatementView statement = hub.statement(token);
        AcceptanceView view = hub.accept(token, chief, statement).expectStatus().isCreated()
                .expectBody(AcceptanceView.class).returnResult().getResponseBody();

        assertThat(view.capacity()).isEqualTo(AcceptanceView.Capacity.REPRESENTATIVE);
        assertThat(view.personIin()).isEqualTo("900101600011");
        assertThat(view.entityBin()).isEqualTo("900240600011");
        StepVerifier.create(agreement.requireAccepted(id)).expectComplete().verify(SOON);
        hub.get(token, "/v1/participants/me").expectBody().jsonPath("$.status").isEqualTo("ACTIVE");
        assertThat(hub.database.value("select string_agg(type, ' ' order by seq) from eventlog.event e join "
                + "hub.participant p on p.box_id = e.box_id where p.tax_id = '900240600011'")).isEqualTo(
                        "kz.centerpro.account.registered kz.centerpro.account.offer-accepted");
        assertThat(hub.database.value("select statement from hub.acceptance where participant_id = '" + id + "'"))
                .isEqualTo(statement.statement());
        hub.accept(token, chief, statement).expectStatus().isEqualTo(422).expectBody().jsonPath("$.field")
                .isEqualTo("statement");
    }

    @Test
    void acceptancesAreOnlyAdded() {
        for (String right : new String[]{"update", "delete", "truncate"}) {
            assertThat(hub.database.value("select has_table_privilege('center_hub', 'hub.acceptance', '" + right
                    + "')")).isEqualTo("f");
        }
        assertThat(hub.database.value("select has_table_privilege('center_hub', 'hub.legal_text', 'update')"))
                .isEqualTo("f");
    }

    @Test
    void employeeCannotAcceptForTheEntity() {
        String token = hub.signIn(employee).accessToken();
        StatementView statement = hub.statement(token);
        hub.accept(token, employee, statement).expectStatus().isForbidden().expectBody().jsonPath("$.code")
                .isEqualTo("first_head_required");

        hub.accept(token, head, statement).expectStatus().isCreated();
    }

    @Test
    void strangersSignatureIsRefused() {
        Person stranger = hub.signatures.knows(
                Person.staffOf("stranger", "900101600003", "900240600003", SignerRole.FIRST_HEAD));
        hub.accept(entity, stranger, hub.statement(entity)).expectStatus().isEqualTo(422).expectBody()
                .jsonPath("$.code").isEqualTo("signer_not_of_client");
    }

    @Test
    void signatureOverAnotherTextIsRefused() {
        StatementView statement = hub.statement(entity);
        Map<String, Object> body = body(statement);
        body.put("signature", head.sign("something else"));
        accept(body).expectStatus().isEqualTo(422).expectBody().jsonPath("$.code").isEqualTo("signature_invalid")
                .jsonPath("$.reason").isEqualTo("HASH_FAILURE");
    }

    @Test
    void statementOfAnotherOrAlteredIsRefused() {
        Map<String, Object> altered = body(hub.statement(entity));
        String text = altered.get("statement") + "But only on Mondays.\n";
        altered.put("statement", text);
        altered.put("signature", head.sign(text));
        accept(altered).expectStatus().isEqualTo(422);

        String other = hub.registered(Person.individual("other", "900101600004"), ParticipantKind.INDIVIDUAL);
        accept(body(hub.statement(other))).expectStatus().isEqualTo(422).expectBody().jsonPath("$.field")
                .isEqualTo("statement");
    }

    @Test
    void statementRunsOut() {
        String token = hub.registered(Person.individual("late", "900101600005"), ParticipantKind.INDIVIDUAL);
        StatementView statement = hub.statement(token);
        hub.clock.advance(Duration.ofHours(1));
        String fresh = hub.signIn(Person.individual("late", "900101600005")).accessToken();
        hub.accept(fresh, Person.individual("late", "900101600005"), statement).expectStatus().isEqualTo(422);
    }

    @Test
    void acceptanceNeedsEveryField() {
        for (String field : new String[]{"policyNo", "offerNo", "language", "signature", "statement"}) {
            Map<String, Object> body = body(hub.statement(entity));
            body.remove(field);
            accept(body).expectStatus().isEqualTo(422).expectBody().jsonPath("$.field").isEqualTo(field);
        }
    }

    @Test
    void personsNeedNoFirstHead() {
        for (ParticipantKind kind : new ParticipantKind[]{ParticipantKind.ENTREPRENEUR,
                ParticipantKind.SELF_EMPLOYED}) {
            Person person = Person.individual("own-" + kind, kind == ParticipantKind.ENTREPRENEUR
                    ? "900101600006"
                    : "900101600007");
            String token = hub.registered(person, kind);
            StatementView statement = hub.statement(token);
            assertThat(statement.statement()).contains("Действую от своего имени");
            hub.accept(token, person, statement).expectStatus().isCreated().expectBody().jsonPath("$.capacity")
                    .isEqualTo("OWN");
        }
    }

    @Test
    void nonResidentEntityAcceptsByTheKeyThatRegistered() {
        Person hans = Person.foreign("hans");
        String token = hub.signIn(hans).accessToken();
        hub.register(token, Map.of("kind", "LEGAL_ENTITY", "country", "DE", "taxId", "HRB1", "name", "Hans GmbH"))
                .expectStatus().isCreated();
        String registered = hub.signIn(hans).accessToken();
        hub.accept(registered, hub.signatures.knows(Person.foreign("fritz")), hub.statement(registered))
                .expectStatus().isEqualTo(422);
        hub.accept(registered, hans, hub.statement(registered)).expectStatus().isCreated();
    }

    private Map<String, Object> body(StatementView statement) {
        return new HashMap<>(Map.of("statement", statement.statement(), "signature",
                head.sign(statement.statement()), "offerNo", statement.offerNo(), "policyNo", statement.policyNo(),
                "language", "kk"));
    }

    private ResponseSpec accept(Map<String, Object> body) {
        return hub.post(entity, "/v1/acceptances", body);
    }

    private OfferView offer(String uri) {
        return hub.web.get().uri(uri).exchange().expectStatus().isOk().expectBody(OfferView.class).returnResult()
                .getResponseBody();
    }
}

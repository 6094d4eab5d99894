package kz.centerpro.hub.restriction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import kz.centerpro.contracts.access.CredentialView;
import kz.centerpro.contracts.access.TokenAnswer;
import kz.centerpro.contracts.party.ClientView;
import kz.centerpro.contracts.party.ParticipantKind;
import kz.centerpro.contracts.party.RestrictionView;
import kz.centerpro.contracts.party.SignerRole;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.hub.access.PartiesHub;
import kz.centerpro.hub.access.Person;
import kz.centerpro.hub.audit.Audit;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** What the operator's staff takes and gives back, over HTTP, on a real database. */
@NullUnmarked // a missing answer is a failed test
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestrictionsIT {

    private static final String CLIENTS = "/v1/admin/participants/";

    private final PartiesHub hub = new PartiesHub();
    private String staff;

    @BeforeAll
    void staffIsIn() {
        staff = hub.signIn(PartiesHub.OPERATOR).accessToken();
    }

    @AfterAll
    void close() {
        hub.close();
    }

    private ResponseSpec restrict(String taxId, Map<String, ?> body) {
        return hub.post(staff, CLIENTS + taxId + "/restrictions", body);
    }

    private String restricted(String taxId, Map<String, ?> body) {
        return restrict(taxId, body).expectStatus().isCreated().expectBody(RestrictionView.class).returnResult()
                .getResponseBody().id();
    }

    private ResponseSpec lift(String taxId, String id) {
        return hub.post(staff, CLIENTS + taxId + "/restrictions/" + id + "/lifting", Map.of("reason", "устранено"));
    }

    private ClientView client(String taxId) {
        return hub.get(staff, CLIENTS + taxId).expectStatus().isOk().expectBody(ClientView.class).returnResult()
                .getResponseBody();
    }

    private String box(String taxId) {
        return hub.database.value("select box_id from hub.participant where tax_id = '" + taxId + "'");
    }

    private String told(String taxId) {
        return hub.database
                .value("select coalesce(string_agg(type || ' ' || (data::jsonb ->> 'clause'), ', ' order by seq), '') "
                        + "from eventlog.event where type like '%account.suspended' and box_id = " + box(taxId)
                        + " or type like '%account.restored' and box_id = " + box(taxId));
    }

    @Test
    void aSuspensionClosesEveryWayInAndSaysWhy() {
        Person owner = Person.individual("suspended", "900101600011");
        String token = hub.active(owner, ParticipantKind.INDIVIDUAL);
        TokenAnswer session = hub.signIn(owner);
        CredentialView key = hub.post(token, "/v1/credentials", Map.of("name", "1C")).expectStatus().isCreated()
                .expectBody(CredentialView.class).returnResult().getResponseBody();

        String id = restricted("900101600011", Map.of("kind", "SUSPENDED", "clause", "4.3.5", "reason", "спам"));

        hub.tryToSignIn(owner).expectStatus().isForbidden().expectBody().jsonPath("$.code")
                .isEqualTo("access_suspended").jsonPath("$.clause").isEqualTo("4.3.5").jsonPath("$.detail")
                .value(String.class, detail -> assertThat(detail).contains("4.3.5", "спам"));
        hub.tokens(Map.of("grantType", "client_credentials", "clientId", key.clientId(), "clientSecret",
                key.clientSecret())).expectStatus().isForbidden();
        hub.tokens(Map.of("grantType", "refresh_token", "refreshToken", session.refreshToken())).expectStatus()
                .isUnauthorized(); // the session has ended
        assertThat(hub.database.value("select count(*) from access.withdrawal w join hub.participant p on p.id = w.id "
                + "where p.tax_id = '900101600011' and not w.lifted")).isEqualTo("1");
        restrict("900101600011", Map.of("kind", "BLOCKED", "clause", "4.3.7", "reason", "ещё")).expectStatus()
                .isEqualTo(409);
        String closed = "select count(*) from access.closed_box where box_id = " + box("900101600011");
        assertThat(hub.database.value(closed)).isEqualTo("1"); // no webhook is called

        lift("900101600011", id).expectStatus().isOk().expectBody().jsonPath("$.liftReason").isEqualTo("устранено");
        lift("900101600011", id).expectStatus().isEqualTo(409);
        assertThat(hub.database.value(closed)).isEqualTo("0");
        hub.signIn(owner);
        hub.tokens(Map.of("grantType", "client_credentials", "clientId", key.clientId(), "clientSecret",
                key.clientSecret())).expectStatus().isOk();
        assertThat(told("900101600011")).isEqualTo("kz.centerpro.account.suspended 4.3.5, "
                + "kz.centerpro.account.restored 4.3.5");
        ClientView client = client("900101600011");
        assertThat(client.name()).isEqualTo(owner.name());
        assertThat(client.restrictions()).singleElement()
                .satisfies(row -> assertThat(row.liftedBy()).isEqualTo(PartiesHub.OPERATOR.name()));
        Flux.interval(Duration.ZERO, Duration.ofMillis(20)).publishOn(Schedulers.boundedElastic())
                .takeUntil(_ -> hub.database.value("select count(*) from audit.entry where action in "
                        + "('SUSPEND_ACCESS', 'RESTORE_ACCESS') and object = '4.3.5' and box_id = "
                        + box("900101600011")).equals("2"))
                .blockLast(Duration.ofSeconds(10));
        assertThat(Integer.parseInt(hub.database.value("select count(*) from audit.entry where box_id = "
                + Audit.OPERATOR + " and object like '%restrictions 900101600011'"))).isEqualTo(2);
    }

    @Test
    void aSuspendedProductLeavesTheRestOpen() {
        Person owner = Person.individual("product", "900101600055");
        String token = hub.active(owner, ParticipantKind.INDIVIDUAL);
        Map<String, String> product = Map.of("scope", "EXCHANGE", "kind", "SUSPENDED", "clause", "4.3.5", "reason",
                "спам");
        restrict("900101600055", Map.of("scope", "EXCHANGE", "kind", "BLOCKED", "clause", "4.3.7", "reason", "x"))
                .expectStatus().isEqualTo(422);
        String id = restricted("900101600055", product);
        restrict("900101600055", product).expectStatus().isEqualTo(409);
        hub.signIn(owner);
        hub.get(token, "/v1/participants/me").expectStatus().isOk();
        Restrictions restrictions = hub.bean(Restrictions.class);
        UUID self = UUID.fromString(hub.database.value("select id from hub.participant where tax_id = '900101600055'"));
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> restrictions.requireSending(self))
                .satisfies(refusal -> assertThat(refusal.type()).isEqualTo(ProblemType.PRODUCT_SUSPENDED))
                .withMessageContaining("4.3.5");
        assertThat(restrictions.receives(self)).isTrue();
        assertThat(hub.database.value("select count(*) from access.withdrawal where id = '" + self + "'"))
                .isEqualTo("0");
        // The whole access may be taken beside it, and each is given back by itself.
        String whole = restricted("900101600055", Map.of("kind", "SUSPENDED", "clause", "4.3.1", "reason", "ЭЦП"));
        hub.tryToSignIn(owner).expectStatus().isForbidden();
        lift("900101600055", whole).expectStatus().isOk();
        hub.signIn(owner);
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> restrictions.requireSending(self));
        lift("900101600055", id).expectStatus().isOk();
        restrictions.requireSending(self);
        assertThat(hub.database.value("select string_agg(replace(type, 'kz.centerpro.account.', ''), ' ' order by seq) "
                + "from eventlog.event where type like '%ed' and type ~ 'suspended|restored' and box_id = "
                + box("900101600055"))).isEqualTo("product-suspended suspended restored product-restored");
    }

    @Test
    void aBlockIsToldToNobody() {
        Person owner = Person.individual("silent", "900101600022");
        hub.active(owner, ParticipantKind.INDIVIDUAL);
        String id = restricted("900101600022", Map.of("kind", "BLOCKED", "clause", "4.3.7", "reason", "вирус"));
        hub.tryToSignIn(owner).expectStatus().isForbidden().expectBody().jsonPath("$.code").isEqualTo("access_blocked")
                .jsonPath("$.clause").doesNotExist().jsonPath("$.detail")
                .value(String.class, detail -> assertThat(detail).doesNotContain("4.3.7", "вирус"));
        lift("900101600022", id).expectStatus().isOk();
        hub.signIn(owner);
        assertThat(told("900101600022")).isEmpty();
    }

    @Test
    void oneSignatoryLosesAccessAndItsColleaguesKeepTheirs() {
        Person head = Person.staffOf("chief", "800101300112", "120140001238", SignerRole.FIRST_HEAD);
        Person clerk = Person.staffOf("clerk", "850101300113", "120140001238", SignerRole.EMPLOYEE);
        hub.active(head, ParticipantKind.LEGAL_ENTITY);
        hub.signIn(clerk);
        String signatory = client("120140001238").signatories().stream()
                .filter(person -> person.name().equals(clerk.name())).findFirst().orElseThrow().id();
        Map<String, String> body = Map.of("kind", "SUSPENDED", "clause", "4.3.1", "reason", "чужая ЭЦП", "signatory",
                signatory);
        String id = restricted("120140001238", body);
        hub.tryToSignIn(clerk).expectStatus().isForbidden();
        hub.signIn(head);
        restrict("120140001238", body).expectStatus().isEqualTo(409);
        lift("120140001238", id).expectStatus().isOk();
        hub.signIn(clerk);
    }

    @Test
    void onlyStaffRestrictsForANamedBreachAndNeverItself() {
        Person owner = Person.individual("plain", "900101600033");
        String token = hub.active(owner, ParticipantKind.INDIVIDUAL);
        Map<String, String> body = Map.of("kind", "SUSPENDED", "clause", "4.3.5", "reason", "спам");
        hub.post(token, CLIENTS + "900101600033/restrictions", body).expectStatus().isForbidden();
        hub.get(token, CLIENTS + "900101600033").expectStatus().isForbidden();
        restrict("900101600033", Map.of("kind", "BLOCKED", "clause", "4.3.2", "reason", "x")).expectStatus()
                .isEqualTo(422);
        restrict("9001016000", body).expectStatus().isEqualTo(422);
        restrict("900101600044", body).expectStatus().isNotFound();
        restrict("900101600033", Map.of("kind", "SUSPENDED", "clause", "4.3.5", "reason", "x", "signatory",
                "00000000-0000-0000-0000-000000000000")).expectStatus().isEqualTo(422);
        lift("900101600033", "00000000-0000-0000-0000-000000000000").expectStatus().isNotFound();
        assertThat(client("900101600033").restrictions()).isEmpty();

        String own = hub.active(PartiesHub.OPERATOR, ParticipantKind.INDIVIDUAL);
        hub.post(hub.signIn(PartiesHub.OPERATOR).accessToken(), CLIENTS + "800101300001/restrictions", body)
                .expectStatus().isForbidden();
        hub.get(own, "/v1/participants/me").expectStatus().isOk();
    }
}

package kz.centerpro.hub.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kz.centerpro.contracts.access.AuditChain;
import kz.centerpro.contracts.access.AuditView;
import kz.centerpro.contracts.access.CredentialView;
import kz.centerpro.contracts.party.ParticipantKind;
import kz.centerpro.contracts.party.RequisitesView;
import kz.centerpro.hub.access.PartiesHub;
import kz.centerpro.hub.access.Person;
import kz.centerpro.contracts.party.SignerRole;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import reactor.core.publisher.Flux;

/** The log of an account's acts, and what an account declares about itself, over a real database. */
@NullUnmarked // a missing answer is a failed test
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditIT {

    private final PartiesHub hub = new PartiesHub();

    @AfterAll
    void close() {
        hub.close();
    }

    @Test
    void tellsWhoDidWhatAndFailsAtAnAlteredRow() {
        Person owner = Person.individual("audited", "900101400031");
        hub.registered(owner, ParticipantKind.ENTREPRENEUR);
        String token = hub.signIn(owner).accessToken();
        CredentialView key = hub.post(token, "/v1/credentials", Map.of("name", "1C")).expectStatus().isCreated()
                .expectBody(CredentialView.class).returnResult().getResponseBody();
        hub.tokens(Map.of("grantType", "client_credentials", "clientId", key.clientId(), "clientSecret", "wrong"))
                .expectStatus().isUnauthorized();
        hub.delete(token, "/v1/credentials/" + key.clientId()).expectStatus().isNoContent();
        hub.delete(token, "/v1/credentials/" + key.clientId()).expectStatus().isNotFound();

        AuditView.Page page = log(token, "");
        List<AuditView> rows = new ArrayList<>(page.items());
        Collections.reverse(rows);

        assertThat(rows).extracting(row -> row.action() + " " + row.status()).containsExactly("SIGN_IN 200",
                "REGISTER 201", "SIGN_IN 200", "MAKE_KEY 201", "SIGN_IN 401", "REVOKE_KEY 204", "REVOKE_KEY 404");
        assertThat(rows.get(3).actorName()).isEqualTo(owner.name());
        assertThat(rows.get(4).actorName()).isEqualTo("1C");
        assertThat(rows.get(5).object()).isEqualTo(key.clientId());
        assertThat(AuditChain.firstBroken(page.box(), rows)).isEmpty();

        hub.database.execute("alter table audit.entry disable trigger only_added; update audit.entry set status = 200 "
                + "where box_id = " + page.box() + " and no = 5; alter table audit.entry enable trigger only_added");
        List<AuditView> altered = new ArrayList<>(log(token, "").items());
        Collections.reverse(altered);
        assertThat(AuditChain.firstBroken(page.box(), altered)).contains(5L);
    }

    @Test
    void theLogIsOnlyAddedToAndPaged() {
        Person owner = Person.individual("paged", "850505300022");
        hub.registered(owner, ParticipantKind.ENTREPRENEUR);
        String token = hub.signIn(owner).accessToken();
        for (int i = 0; i < 3; i++) {
            hub.signIn(owner);
        }

        AuditView.Page newest = log(token, "?limit=2");
        AuditView.Page rest = log(token, "?limit=1000&below=" + newest.next());

        assertThat(newest.items()).hasSize(2);
        assertThat(rest.items()).extracting(AuditView::no).doesNotContain(newest.items().getLast().no());
        assertThat(rest.next()).isNull();
        assertThat(hub.database.value("select count(*) from information_schema.role_table_grants where grantee = "
                + "'center_hub' and table_schema = 'audit' and privilege_type <> 'SELECT'")).isEqualTo("0");
        hub.get(token, "/v1/audit?of=operator").expectStatus().isForbidden();
        hub.get(token, "/v1/audit?limit=0").expectStatus().isBadRequest();
    }

    @Test
    void requisitesAreKeptByVersionAndLateOnesMarked() {
        Person head = Person.staffOf("requisites", "800101300011", "120140001238", SignerRole.FIRST_HEAD);
        String token = hub.active(head, ParticipantKind.LEGAL_ENTITY);
        String today = hub.clock.instant().plus(Duration.ofHours(5)).toString().substring(0, 10);
        Map<String, String> moved = Map.of("changedOn", today, "address", "Алматы, Абая 1", "iban",
                "kz75 125k zt20 6910 0100");

        List<RequisitesView> first = changed(token, moved);
        List<RequisitesView> repeated = changed(token, moved);
        List<RequisitesView> late = changed(token, Map.of("changedOn", "2020-01-01", "address", "Астана"));

        assertThat(first).extracting(RequisitesView::version).containsExactly(1, 0);
        assertThat(first.getFirst().iban()).isEqualTo("KZ75125KZT2069100100");
        assertThat(repeated).isEqualTo(first);
        assertThat(late).extracting(RequisitesView::late).containsExactly(true, false, false);
        hub.post(token, "/v1/participants/me/requisites", Map.of("changedOn", "2999-01-01")).expectStatus()
                .isEqualTo(422);
        hub.post(token, "/v1/participants/me/requisites", Map.of("changedOn", today, "iban", "KZ00125KZT2069100100"))
                .expectStatus().isEqualTo(422);
        hub.get(token, "/v1/participants/me/signatories").expectStatus().isOk().expectBody()
                .jsonPath("$.items.length()").isEqualTo(1).jsonPath("$.items[0].signatory.role")
                .isEqualTo("FIRST_HEAD");
    }

    private List<RequisitesView> changed(String token, Map<String, String> body) {
        return hub.post(token, "/v1/participants/me/requisites", body).expectStatus().isOk()
                .expectBody(RequisitesView.Page.class).returnResult().getResponseBody().items();
    }

    /** As it stands when all that was noted is written. */
    private AuditView.Page log(String token, String query) {
        Flux.interval(Duration.ZERO, Duration.ofMillis(20)).takeUntil(_ -> hub.bean(Audit.class).unwritten() == 0)
                .blockLast(Duration.ofSeconds(10));
        return hub.get(token, "/v1/audit" + query).expectStatus().isOk().expectBody(AuditView.Page.class)
                .returnResult().getResponseBody();
    }
}

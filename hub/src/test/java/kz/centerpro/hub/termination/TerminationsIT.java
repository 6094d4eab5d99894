package kz.centerpro.hub.termination;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import kz.centerpro.contracts.access.TokenAnswer;
import kz.centerpro.contracts.party.AgreementView;
import kz.centerpro.contracts.party.LeavingRequest;
import kz.centerpro.contracts.party.LeavingStatement;
import kz.centerpro.contracts.party.ParticipantKind;
import kz.centerpro.contracts.party.SignerRole;
import kz.centerpro.hub.access.PartiesHub;
import kz.centerpro.hub.access.Person;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** Notices, their taking back and the end, over HTTP, on a real database. */
@NullUnmarked // a missing answer is a failed test
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TerminationsIT {

    private static final String OWN = "/v1/participants/me/termination";

    private final PartiesHub hub = new PartiesHub();

    @AfterAll
    void close() {
        hub.close();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(hub.clock.instant(), ZoneId.of("Asia/Almaty"));
    }

    private static String client(String taxId) {
        return "/v1/admin/participants/" + taxId + "/termination";
    }

    private String staff() {
        return hub.signIn(PartiesHub.OPERATOR).accessToken();
    }

    private ResponseSpec give(String taxId, String ground, String clause, LocalDate day) {
        Map<String, Object> body = new HashMap<>(Map.of("ground", ground, "reason", "решение оператора"));
        if (clause != null) {
            body.put("clause", clause);
        }
        if (day != null) {
            body.put("effectiveOn", day.toString());
        }
        return hub.post(staff(), client(taxId), body);
    }

    private AgreementView seen(String taxId) {
        return hub.get(staff(), client(taxId)).expectStatus().isOk().expectBody(AgreementView.class).returnResult()
                .getResponseBody();
    }

    private void refusedSignIn(Person owner) {
        hub.tryToSignIn(owner).expectStatus().isForbidden().expectBody().jsonPath("$.code").isEqualTo("terminated")
                .jsonPath("$.detail")
                .value(String.class, detail -> assertThat(detail).doesNotContain("решение", "5.3.8", "4.3"));
    }

    private String told(String taxId) {
        return hub.database
                .value("select coalesce(string_agg(replace(e.type, 'kz.centerpro.account.', ''), ' ' order by seq), '')"
                        + " from eventlog.event e join hub.participant p on p.box_id = e.box_id"
                        + " where p.tax_id = '" + taxId + "' and e.type like '%account.termin%'");
    }

    private void await(String sql, String value) {
        Flux.interval(Duration.ZERO, Duration.ofMillis(20)).publishOn(Schedulers.boundedElastic())
                .takeUntil(_ -> hub.database.value(sql).equals(value)).blockLast(Duration.ofSeconds(10));
    }

    @Test
    void aNoticeRunsTenDaysAndThenTheAgreementEndsByItself() {
        Person owner = Person.individual("noticed", "900101600115");
        String token = hub.active(owner, ParticipantKind.INDIVIDUAL);
        TokenAnswer session = hub.signIn(owner);
        String books = hub.database.value("select count(*) from billing.entry");
        LocalDate earliest = today().plusDays(10);
        assertThat(seen("900101600115")).extracting(AgreementView::status, AgreementView::validTo,
                AgreementView::earliestOn).containsExactly("ACTIVE", null, earliest.toString());

        give("900101600115", "NOTICE", null, earliest.minusDays(1)).expectStatus().isEqualTo(422).expectBody()
                .jsonPath("$.earliestOn").isEqualTo(earliest.toString()).jsonPath("$.field").isEqualTo("effectiveOn");
        give("900101600115", "NOTICE", null, earliest).expectStatus().isCreated().expectBody()
                .jsonPath("$.status").isEqualTo("TERMINATING").jsonPath("$.notices[0].noticedBy")
                .isEqualTo(PartiesHub.OPERATOR.name());
        give("900101600115", "NOTICE", null, earliest.plusDays(9)).expectStatus().isEqualTo(409);
        hub.get(token, OWN).expectStatus().isOk().expectBody().jsonPath("$.status").isEqualTo("TERMINATING")
                .jsonPath("$.validTo").isEqualTo(earliest.toString()).jsonPath("$.notices[0].noticedBy").doesNotExist()
                .jsonPath("$.notices[0].reason").isEqualTo("решение оператора");
        hub.post(token, OWN + "/cancellation", Map.of()).expectStatus().isForbidden(); // the other side gave it
        hub.signIn(owner);
        assertThat(told("900101600115")).isEqualTo("terminating");

        Terminations terminations = hub.bean(Terminations.class);
        Instant midnight = earliest.atStartOfDay(ZoneId.of("Asia/Almaty")).toInstant();
        assertThat(terminations.end(midnight.minusMillis(1)).block(Duration.ofSeconds(10))).isZero();
        hub.signIn(owner);
        Instant before = hub.clock.instant();
        hub.clock.advance(Duration.between(before, midnight));
        try {
            await("select status from hub.participant where tax_id = '900101600115'", "TERMINATED"); // by the loop
            assertThat(terminations.end(midnight).block(Duration.ofSeconds(10))).isZero(); // and no second time
            refusedSignIn(owner);
            hub.tokens(Map.of("grantType", "refresh_token", "refreshToken", session.refreshToken())).expectStatus()
                    .isUnauthorized();
        } finally {
            hub.clock.advance(Duration.between(midnight, before));
        }
        assertThat(told("900101600115")).isEqualTo("terminating terminated");
        assertThat(hub.database.value("select count(*) from access.withdrawal w join hub.participant p on p.id = w.id "
                + "where p.tax_id = '900101600115' and not w.lifted")).isEqualTo("1");
        assertThat(hub.database.value("select count(*) from billing.entry")).isEqualTo(books);
        assertThat(seen("900101600115").status()).isEqualTo("TERMINATED");
        give("900101600115", "NOTICE", null, earliest).expectStatus().isEqualTo(409);
    }

    @Test
    void whoGaveANoticeTakesItBackWhileItRuns() {
        Person owner = Person.individual("kept", "900101600126");
        hub.active(owner, ParticipantKind.INDIVIDUAL);
        give("900101600126", "NOTICE", null, today().plusDays(30)).expectStatus().isCreated();
        Map<String, String> reason = Map.of("reason", "договорились");
        hub.post(staff(), client("900101600126") + "/cancellation", reason).expectStatus().isOk().expectBody()
                .jsonPath("$.status").isEqualTo("ACTIVE").jsonPath("$.validTo").isEqualTo(null)
                .jsonPath("$.notices[0].cancelReason").isEqualTo("договорились");
        hub.post(staff(), client("900101600126") + "/cancellation", reason).expectStatus().isNotFound();
        assertThat(told("900101600126")).isEqualTo("terminating termination-cancelled");
        give("900101600126", "ANTI_CORRUPTION", null, today().plusDays(1)).expectStatus().isCreated();
        give("900101600126", "ANTI_CORRUPTION", null, today()).expectStatus().isCreated().expectBody()
                .jsonPath("$.status").isEqualTo("TERMINATED"); // what takes effect at once replaces what runs
        refusedSignIn(owner);
    }

    @Test
    void aBreachEndsAnAgreementAtOnceAndWithoutAWord() {
        Person owner = Person.individual("breach", "900101600137");
        hub.active(owner, ParticipantKind.INDIVIDUAL);
        give("900101600137", "BREACH", "4.3.2", null).expectStatus().isEqualTo(422);
        give("900101600137", "BREACH", "5.2.7", null).expectStatus().isCreated().expectBody().jsonPath("$.status")
                .isEqualTo("TERMINATED").jsonPath("$.notices[0].clause").isEqualTo("5.2.7");
        refusedSignIn(owner);
        assertThat(told("900101600137")).isEmpty();
    }

    private LeavingStatement statement(String token, LocalDate day) {
        return hub.get(token, OWN + "/statement?effectiveOn=" + day).expectStatus().isOk()
                .expectBody(LeavingStatement.class).returnResult().getResponseBody();
    }

    private ResponseSpec leave(String token, LeavingStatement text, Person signer) {
        return hub.post(token, OWN, new LeavingRequest(text.statement(), signer.sign(text.statement())));
    }

    @Test
    void aParticipantLeavesByTheSignatureOfItsHeadAndStaysByItsWord() {
        Person head = Person.staffOf("leaves", "800101300113", "120140001249", SignerRole.FIRST_HEAD);
        Person clerk = Person.staffOf("leaves-clerk", "850101300114", "120140001249", SignerRole.EMPLOYEE);
        Person other = Person.individual("another", "900101600148");
        String token = hub.active(head, ParticipantKind.LEGAL_ENTITY);
        String clerks = hub.signIn(clerk).accessToken();
        String others = hub.active(other, ParticipantKind.INDIVIDUAL);
        hub.get(token, OWN + "/statement?effectiveOn=" + today().minusDays(1)).expectStatus().isEqualTo(422);
        LeavingStatement text = statement(token, today().plusDays(3));
        assertThat(text.statement()).contains("120140001249", today().plusDays(3).toString());
        leave(token, text, clerk).expectStatus().isForbidden();
        leave(token, text, other).expectStatus().isEqualTo(422);
        leave(others, text, other).expectStatus().isEqualTo(422); // a statement of somebody else's
        leave(clerks, text, head).expectStatus().isCreated().expectBody().jsonPath("$.status")
                .isEqualTo("TERMINATING").jsonPath("$.notices[0].initiator").isEqualTo("CLIENT");
        leave(token, text, head).expectStatus().isEqualTo(422); // it serves once
        leave(token, statement(token, today().plusDays(4)), head).expectStatus().isEqualTo(409);
        hub.post(staff(), client("120140001249") + "/cancellation", Map.of("reason", "x")).expectStatus()
                .isForbidden();
        hub.post(clerks, OWN + "/cancellation", Map.of()).expectStatus().isForbidden();
        hub.post(token, OWN + "/cancellation", Map.of()).expectStatus().isOk().expectBody().jsonPath("$.status")
                .isEqualTo("ACTIVE");
        assertThat(told("120140001249")).isEqualTo("terminating termination-cancelled");

        leave(token, statement(token, today()), head).expectStatus().isCreated().expectBody().jsonPath("$.status")
                .isEqualTo("TERMINATED");
        refusedSignIn(head);
        refusedSignIn(clerk);
        assertThat(hub.database.value("select count(*) from hub.termination t join hub.participant p on p.id = "
                + "t.participant_id where p.tax_id = '120140001249' and octet_length(t.signature) > 0 "
                + "and octet_length(t.certificate) > 0")).isEqualTo("2");
    }

    @Test
    void onlyStaffGivesNoticeAndOnlyToOthersWhoHaveAnAgreement() {
        Person owner = Person.individual("no-staff", "900101600159");
        String token = hub.registered(owner, ParticipantKind.INDIVIDUAL);
        give("900101600159", "NOTICE", null, today().plusDays(10)).expectStatus().isEqualTo(409);
        hub.get(token, OWN).expectStatus().isForbidden();
        hub.get(token, client("900101600159")).expectStatus().isForbidden();
        hub.post(token, client("900101600159"), Map.of("ground", "NOTICE")).expectStatus().isForbidden();
        give("9001016001", "NOTICE", null, today().plusDays(10)).expectStatus().isEqualTo(422);
        give("900101600160", "NOTICE", null, today().plusDays(10)).expectStatus().isNotFound();
        hub.post(staff(), client("900101600159") + "/cancellation", Map.of("reason", "x")).expectStatus().isNotFound();
    }
}

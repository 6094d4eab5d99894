package kz.centerpro.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Somebody logs out, or deletes a credential, at one hub: the other hub and notification know it at once. */
@Tag("fleet")
class WithdrawnAccessIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration BOUND = Duration.ofSeconds(2);
    private static final Duration SLACK = Duration.ofSeconds(2); // a busy build machine

    private static final ZoneId ALMATY = ZoneId.of("Asia/Almaty");

    private final Fleet fleet = Fleet.whole();

    @Test
    void loggingOutEndsTheStreamsAndTheTokensOfTheSession() {
        Party party = fleet.newcomer();
        Party elsewhere = party.at(fleet.hub(1).http());
        try (Boxes box = Boxes.follow(fleet.notification().http(), party.token(), null)) {
            box.next(event -> event.path("type").asString("").contains("account"), "the first event", SOON);
            elsewhere.get("/v1/participants/me").expect(200);
            party.call("DELETE", "/v1/auth/session", null).expect(204);
            expectEnd(box);
        }
        awaitRefusal(elsewhere);
        awaitRefusal(party);
        party.signIn().expect(200);
        party.get("/v1/participants/me").expect(200);
    }

    @Test
    void deletingACredentialEndsWhatItOpened() {
        Party party = fleet.newcomer();
        JsonNode made = party.call("POST", "/v1/credentials", Map.of("name", "erp")).expect(201).body();
        String token = party.call("POST", "/v1/auth/tokens", Map.of("grantType", "client_credentials", "clientId",
                made.path("clientId").asString(), "clientSecret", made.path("clientSecret").asString())).expect(200)
                .text("accessToken");
        try (Boxes ofProgram = Boxes.follow(fleet.notification().http(), token, null);
                Boxes ofPerson = Boxes.follow(fleet.notification().http(), party.token(), null)) {
            party.call("DELETE", "/v1/credentials/" + made.path("clientId").asString(), null).expect(204);
            expectEnd(ofProgram);
            Party.Answer sent = party.send(party, "Себе".getBytes(StandardCharsets.UTF_8)).expect(201);
            ofPerson.next(event -> event.path("subject").asString("").equals(sent.text("number")),
                    "the person's own stream goes on", SOON);
        }
    }

    @Test
    void aSuspensionEndsAllOnEveryNodeAndItsLiftingOpensAllAgain() {
        Party party = fleet.newcomer();
        Party elsewhere = party.at(fleet.hub(1).http());
        Party staff = fleet.staff();
        Party other = fleet.newcomer();
        String number = party.send(other, "До приостановления".getBytes(StandardCharsets.UTF_8)).expect(201)
                .text("number");
        party.call("PUT", "/v1/delegations/KZ/" + other.taxId(), null).expect(201);
        other.signIn().expect(200); // its token carries the box from now on
        String restrictions = "/v1/admin/participants/" + party.taxId() + "/restrictions";
        String id;
        try (Boxes box = Boxes.follow(fleet.notification().http(), party.token(), null)) {
            box.next(event -> event.path("type").asString("").contains("account"), "the first event", SOON);
            elsewhere.get("/v1/participants/me").expect(200);
            id = staff.call("POST", restrictions, Map.of("kind", "SUSPENDED", "clause", "4.3.5", "reason", "спам"))
                    .expect(201).text("id");
            expectEnd(box);
        }
        awaitRefusal(elsewhere);
        awaitRefusal(party);
        awaitReading(other, party, 403); // what it let be read rests: it could not take that back itself
        other.signIn().expect(200);
        awaitReading(other, party, 403);
        assertThat(other.get("/v1/delegations/received").expect(200).body().at("/items/0/resting").asBoolean())
                .isTrue();
        Party.Answer refused = elsewhere.signIn().expect(403);
        assertThat(refused.text("code")).isEqualTo("access_suspended");
        assertThat(refused.text("clause")).isEqualTo("4.3.5");
        // What was sent before stays evidence for the other side, and what is sent to it now waits in its box.
        other.get("/v1/documents/" + number + "/content").expect(200);
        other.send(party, "После".getBytes(StandardCharsets.UTF_8)).expect(201);

        staff.call("POST", restrictions + "/" + id + "/lifting", Map.of("reason", "устранено")).expect(200);
        elsewhere.signIn().expect(200);
        Await.until("access is given back", BOUND.plus(SLACK),
                () -> elsewhere.get("/v1/documents?box=in").status() == 200);
        Party listening = elsewhere.at(fleet.notification().http());
        Await.until("notification to hear of it", BOUND.plus(SLACK),
                () -> listening.get("/v1/events").status() == 200);
        try (Boxes box = Boxes.follow(fleet.notification().http(), elsewhere.token(), null)) {
            box.next(event -> event.path("type").asString("").endsWith("account.restored"), "restored", SOON);
        }
        other.signIn().expect(200);
        awaitReading(other, party, 200);
    }

    @Test
    void theEndOfAnAgreementEndsAllOnEveryNodeOnceAndForGood() {
        Party party = fleet.newcomer();
        Party elsewhere = party.at(fleet.hub(1).http());
        Party staff = fleet.staff();
        Party other = fleet.newcomer().at(fleet.hub(1).http());
        String termination = "/v1/admin/participants/" + party.taxId() + "/termination";
        other.send(party, "До прекращения".getBytes(StandardCharsets.UTF_8)).expect(201); // the other hub remembers it
        try (Boxes box = Boxes.follow(fleet.notification().http(), party.token(), null)) {
            box.next(event -> event.path("type").asString("").contains("account"), "the first event", SOON);
            elsewhere.get("/v1/participants/me").expect(200);
            // By its own clock each hub finds it due; one of them ends it.
            staff.call("POST", termination, Map.of("ground", "NOTICE", "reason", "решение", "effectiveOn",
                    LocalDate.now(ALMATY).plusDays(10).toString())).expect(201);
            fleet.column("update hub.termination set effective_at = now() where box_id = ? returning box_id",
                    fleet.box(party));
            box.next(event -> event.path("type").asString("").endsWith("account.terminated"), "the end", SOON);
            expectEnd(box);
        }
        awaitRefusal(elsewhere);
        awaitRefusal(party);
        assertThat(elsewhere.signIn().expect(403).text("code")).isEqualTo("terminated");
        assertThat(fleet.count("select count(*) from eventlog.event where box_id = ? and type like '%.terminated'",
                fleet.box(party))).isOne();
        long ended = System.nanoTime();
        Await.until("the time in which each hub learns whose box is shut", BOUND.plus(SLACK),
                () -> System.nanoTime() - ended > BOUND.toNanos());
        String number = other.send(party, "После".getBytes(StandardCharsets.UTF_8)).expect(201).text("number");
        Await.until("what is sent to it is given up", SOON,
                () -> other.get("/v1/documents/" + number).expect(200).body().at("/legs/0/reason").asString("")
                        .equals("RECIPIENT_UNAVAILABLE"));
    }

    @Test
    void notificationReadsWithdrawalsAndWritesNone() {
        for (String right : List.of("insert", "update", "delete", "truncate")) {
            assertThat(fleet.column("select has_table_privilege('center_notification', 'access.withdrawal', ?)", right))
                    .as(right).containsExactly("f");
        }
        assertThat(fleet.column("select has_table_privilege('center_hub', 'access.withdrawal', 'update')"))
                .containsExactly("f");
    }

    private static void expectEnd(Boxes box) {
        long since = System.nanoTime();
        JsonNode problem = box.next(frame -> frame.path("reason").asString("").equals("ACCESS_WITHDRAWN"),
                "the problem that ends the stream", SOON);
        assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(BOUND.plus(SLACK));
        assertThat(problem.path("code").asString()).isEqualTo("unauthenticated");
    }

    private void awaitReading(Party reader, Party owner, int answer) {
        Party listening = reader.at(fleet.notification().http());
        Await.until("reading of the other's box to be " + answer, BOUND.plus(SLACK),
                () -> listening.get("/v1/events?box=" + owner.box()).status() == answer);
    }

    private static void awaitRefusal(Party party) {
        Await.until("the token to be refused", BOUND.plus(SLACK), () -> {
            Party.Answer answer = party.get("/v1/participants/me");
            return answer.status() == 401 && answer.text("reason").equals("ACCESS_WITHDRAWN");
        });
    }
}

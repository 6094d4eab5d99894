package kz.centerpro.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.rsocket.RSocket;
import io.rsocket.exceptions.ApplicationErrorException;
import io.rsocket.exceptions.InvalidException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import kz.centerpro.contracts.event.Cursor;
import kz.centerpro.contracts.event.EventTypes;
import kz.centerpro.sandbox.acquirer.AcquirerSimulator;
import kz.centerpro.sandbox.esf.EsfSimulator;
import kz.centerpro.sandbox.trustcentre.KeyKind;
import kz.centerpro.sandbox.trustcentre.Person;
import kz.centerpro.sandbox.trustcentre.PersonProfile;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import org.springframework.web.reactive.function.server.RouterFunction;
import tools.jackson.databind.JsonNode;

/**
 * The documents of the wire contract against the running server: each route is written down and each written one is
 * there; every answer of a walk through all of them, and every event that it makes, is as the documents say.
 */
class ApiDocumentsIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final HttpContract http = HttpContract.read();
    private final StreamContract streams = StreamContract.read();
    private final String base = TestCenter.center().http();

    /** Served by the actuator beside the tables of the doors. */
    private static final Set<String> BESIDE = Set.of("GET /livez", "GET /readyz");

    /** Pages for people, and what is there only where the simulated trust centre runs. */
    private static final Set<String> OUTSIDE = Set.of("cabinetRoutes", "pageRoutes", "developmentRoutes");

    @Test
    void eachRouteIsWrittenDownAndEachWrittenOneIsThere() {
        Set<String> served = new TreeSet<>(BESIDE);
        TestCenter.center().context().getBeansOfType(RouterFunction.class).forEach((name, table) -> {
            if (!OUTSIDE.contains(name)) {
                served.addAll(RouteTable.of(table));
            }
        });
        assertThat(served).hasSizeGreaterThan(50);
        assertThat(http.operations()).isEqualTo(served);
    }

    @Test
    void theServerHandsTheDocumentsOut() {
        Party open = new Party(base, bytes -> bytes).watchedBy(http::judge);
        for (String name : List.of("openapi", "asyncapi")) {
            assertThat(open.get("/" + name + ".json").expect(200).body()).isEqualTo(ClosedSchemas.document(name));
            assertThat(new String(open.get("/" + name + ".yaml").expect(200).bytes(), StandardCharsets.UTF_8))
                    .contains("\n" + name + ": 3.");
        }
    }

    @Test
    void everyAnswerAndEveryEventOfAWalkIsAsTheDocumentsSay() throws Exception {
        Party alice = TestCenter.person("head-a").watchedBy(http::judge).join(Map.of("kind", "LEGAL_ENTITY"));
        Party bob = TestCenter.person("head-b").watchedBy(http::judge).join(Map.of("kind", "LEGAL_ENTITY"));
        parties(alice, bob);
        RSocket beaten = RawRSocket.connected(TestCenter.center().rsocketPort(), alice.token(), SOON);
        Mono<List<JsonNode>> beats = RawRSocket.untilHeartbeat(beaten).cache();
        Disposable listening = beats.subscribe();
        Hooks hooks = Hooks.of(bob);
        counterparties(alice, bob);
        waiting(alice, bob);
        own(alice);
        newcomer();
        restricted(alice);
        leaving();
        List<String> numbers = documents(alice, bob);
        answers(alice, bob);
        phone(alice);
        consumers(bob);
        webhooks(bob);
        notices(alice, bob);
        tariffs(alice);
        acts(alice, bob);
        authority();
        moneyIn(alice);
        reports(alice, bob);
        service();
        refusals(alice, numbers.getFirst());
        theirStreams(alice, bob);
        delegations(alice, bob);
        hooked(hooks);
        fine("heartbeat", streams.violations("tail", "TailHeartbeat",
                Objects.requireNonNull(beats.block(SOON)).getLast()));
        listening.dispose();
        beaten.dispose();
        Set<String> answered = new TreeSet<>(http.answered());
        answered.add("DELETE /v1/subscriptions/{id}"); // written down because it never succeeds (clause 6.8)
        assertThat(answered).isEqualTo(http.operations());
        assertThat(streams.heard()).contains(EventTypes.DOCUMENT_REGISTERED, EventTypes.DOCUMENT_ARRIVED,
                EventTypes.DOCUMENT_DELIVERED, EventTypes.DOCUMENT_RECEIVED, EventTypes.DOCUMENT_READ,
                EventTypes.DOCUMENT_LINK_SENT,
                EventTypes.DOCUMENT_SIGNED, EventTypes.DOCUMENT_DECLINED, EventTypes.DOCUMENT_CORRECTION_REQUESTED,
                EventTypes.DOCUMENT_ANNULMENT_PROPOSED, EventTypes.DOCUMENT_ANNULLED,
                EventTypes.DOCUMENT_ANNULMENT_REFUSED,
                EventTypes.ACCOUNT_REGISTERED, EventTypes.ACCOUNT_REQUISITES_CHANGED,
                EventTypes.ACCOUNT_SUSPENDED, EventTypes.ACCOUNT_RESTORED,
                EventTypes.ACCOUNT_PRODUCT_SUSPENDED, EventTypes.ACCOUNT_PRODUCT_RESTORED,
                EventTypes.ACCOUNT_TERMINATING, EventTypes.ACCOUNT_TERMINATION_CANCELLED,
                EventTypes.ACCOUNT_TERMINATED,
                EventTypes.ANNOUNCEMENT_PUBLISHED, EventTypes.ACCOUNT_OFFER_ACCEPTED, EventTypes.OFFER_PUBLISHED,
                EventTypes.INVOICE_ISSUED, EventTypes.PAYMENT_RECEIVED, EventTypes.BALANCE_CREDITED,
                EventTypes.TARIFF_STARTED, EventTypes.BONUS_CREDITED, EventTypes.ACT_ISSUED, EventTypes.ACT_ACCEPTED,
                EventTypes.ACT_REFUSED, EventTypes.COUNTERPARTY_INVITED,
                EventTypes.COUNTERPARTY_BLOCKED, EventTypes.COUNTERPARTY_UNBLOCKED, EventTypes.COUNTERPARTY_CONNECTED,
                EventTypes.DOCUMENT_WITHDRAWN, EventTypes.DOCUMENT_UNDELIVERABLE,
                EventTypes.DELEGATION_GRANTED, EventTypes.DELEGATION_WITHDRAWN);
    }

    private static void parties(Party alice, Party bob) {
        alice.get("/v1/participants/me").expect(200);
        alice.get("/v1/participants?taxId=" + bob.taxId()).expect(200);
        alice.get("/v1/auth/session").expect(200);
        alice.get("/v1/auth/sessions").expect(200);
        alice.call("PUT", "/v1/preferences", Map.of("language", "kk")).expect(200);
        assertThat(alice.get("/v1/preferences").expect(200).text("language")).isEqualTo("kk");
        alice.call("PUT", "/v1/preferences", Map.of("language", "de")).expect(422);
        String id = alice.call("POST", "/v1/credentials", Map.of("name", "bookkeeping")).expect(201).text("clientId");
        alice.get("/v1/credentials").expect(200);
        String secret = alice.call("POST", "/v1/credentials/" + id + "/rotations", null).expect(200)
                .text("clientSecret");
        alice.call("POST", "/v1/auth/tokens",
                Map.of("grantType", "client_credentials", "clientId", id, "clientSecret", secret)).expect(200);
        alice.call("DELETE", "/v1/credentials/" + id, null).expect(204);
        for (String text : List.of("/v1/offers/", "/v1/privacy-policies/")) {
            alice.get(text + alice.get(text + "current").expect(200).body().path("no").asInt()).expect(200);
        }
        Party again = TestCenter.person("head-a");
        again.signIn().expect(200);
        String sessions = "/v1/auth/sessions";
        for (JsonNode session : again.get(sessions).expect(200).body().path("items")) {
            if (session.path("current").asBoolean()) {
                alice.call("DELETE", sessions + "/" + session.path("id").asString(), null).expect(204);
            }
        }
        Party third = TestCenter.person("head-a").watchedBy(alice.watcher());
        third.signIn().expect(200);
        third.call("DELETE", "/v1/auth/session", null).expect(204);
    }

    /** A list with somebody who is here, somebody who joins, and some who do not. */
    private void counterparties(Party alice, Party bob) {
        String list = "/v1/counterparties";
        String of = list + "/KZ/" + bob.taxId();
        alice.call("PUT", of, Map.of("alias", "Боб", "groups", List.of("Поставщики"))).expect(201);
        bob.call("PUT", list + "/KZ/" + alice.taxId(), Map.of("blocked", true)).expect(201);
        byte[] content = "Нежданный".getBytes(StandardCharsets.UTF_8);
        assertThat(alice.send(Party.metadata(bob, null), alice.sign(content), content, null).expect(403).text("code"))
                .isEqualTo("sender_not_accepted");
        bob.call("PUT", list + "/KZ/" + alice.taxId(), Map.of("blocked", false)).expect(200);
        alice.get(of).expect(200);
        alice.get(list + "?q=бо&group=" + URLEncoder.encode("Поставщики", StandardCharsets.UTF_8)).expect(200);
        Person newcomer = TestCenter.trustCentre()
                .issue(PersonProfile.resident("joins-" + UUID.randomUUID(), KeyKind.GOST,
                        "ЖАҢА", "АДАМ", null, "850101300005"));
        String joins = String.valueOf(newcomer.iin());
        alice.call("PUT", list + "/KZ/" + joins, Map.of()).expect(201);
        Party.Answer invitation = alice.call("POST", list + "/KZ/" + joins + "/invitations", null).expect(201);
        alice.call("POST", list + "/KZ/" + joins + "/invitations", null).expect(200);
        Party anybody = new Party(base, bytes -> bytes).watchedBy(http::judge);
        anybody.get("/v1/invitations/" + invitation.text("code")).expect(200);
        anybody.get("/v1/invitations/1-00000000000000000000000000000000").expect(404);
        alice.body(list + ":import?dryRun=true", "text/csv",
                "БИН;Название\n241240011291;MOBIX\n241240011290;?\n".getBytes(StandardCharsets.UTF_8)).expect(200);
        alice.call("DELETE", of, null).expect(204);
        alice.call("DELETE", of, null).expect(404);
        new Party(base, newcomer.signer()).join(Map.of("kind", "INDIVIDUAL"));
        Await.until("the list hears who joined", SOON,
                () -> alice.get(list + "/KZ/" + joins).text("state").equals("CONNECTED"));
    }

    /** A document for somebody who never joins: it waits, is taken back, and another one is given up. */
    private static void waiting(Party alice, Party bob) {
        byte[] content = "Хат".getBytes(StandardCharsets.UTF_8);
        Map<String, String> absent = Map.of("country", "KZ", "taxId", "850101400001");
        Map<String, Object> metadata = Party.metadata(bob, "waits-" + UUID.randomUUID());
        String address = "later-" + UUID.randomUUID().toString().substring(0, 8) + "@example.kz";
        Map<String, String> written = Map.of("country", "KZ", "taxId", "850101400001", "email", address);
        metadata.put("recipients", List.of(written, Map.of("taxId", bob.taxId())));
        Party.Answer sent = alice.send(metadata, alice.sign(content), content, null).expect(201);
        assertThat(sent.body().path("awaitingConnection").size()).isOne();
        alice.send(metadata, alice.sign(content), content, null).expect(200);
        String path = "/v1/documents/" + sent.text("number");
        alice.get(path).expect(200);
        alice.call("POST", path + "/withdrawals", Map.of("recipient", Map.of("taxId", "1"))).expect(422);
        alice.call("POST", path + "/withdrawals", Map.of("recipient", absent)).expect(200);
        metadata.putAll(Map.of("externalId", "given-up-" + UUID.randomUUID(), "recipients", List.of(absent)));
        String number = alice.send(metadata, alice.sign(content), content, null).expect(201).text("number");
        alice.get("/v1/documents?box=out&status=AWAITING_CONNECTION").expect(200);
        letters(alice, address);
        Party staff = TestCenter.person(operator());
        staff.signIn().expect(200);
        staff.call("POST", "/v1/admin/jobs/end-waiting",
                Map.of("asOf", Instant.now().plus(Duration.ofDays(40)).toString())).expect(200);
        assertThat(alice.get("/v1/documents/" + number).expect(200).text("status")).isEqualTo("UNDELIVERABLE");
        bob.call("POST", path + "/withdrawals", Map.of()).expect(404, 409);
    }

    /** The invitation that came by e-mail, and the link in it that takes no more of them. */
    private static void letters(Party alice, String address) {
        String invite = "/v1/counterparties/KZ/850101400001/invitations";
        String code = Mails.find(address, "/join\\?invitation=([0-9a-z-]+)");
        Party anybody = new Party(TestCenter.center().http(), bytes -> bytes).watchedBy(alice.watcher());
        assertThat(anybody.get("/v1/invitations/" + code).expect(200).text("taxId")).isEqualTo(alice.taxId());
        alice.call("POST", invite, Map.of("email", address, "language", "kk")).expect(200);
        String stop = "/v1/notification-unsubscriptions/"
                + Mails.find(address, "/v1/notification-unsubscriptions/([0-9a-f-]{36}/INVITATION)");
        anybody.get(stop).expect(200);
        anybody.call("POST", stop, null).expect(200);
        anybody.call("POST", stop, null).expect(200);
        assertThat(alice.call("POST", invite, Map.of("email", address)).expect(422).text("field")).isEqualTo("email");
        alice.call("POST", invite, Map.of("language", "de")).expect(422);
    }

    /** Somebody who is not here yet, and a new offer that everybody hears of. */
    private void newcomer() {
        Party staff = TestCenter.person(operator()).watchedBy(http::judge);
        staff.signIn().expect(200);
        Map<String, Object> text = Map.of("textKk", "Оферта", "textRu", "Оферта");
        staff.call("POST", "/v1/admin/privacy-policies", text).expect(201);
        staff.call("POST", "/v1/admin/offers", text).expect(201);
        Map<String, Object> told = Map.of("kk", "Жұмыстар", "ru", "Работы");
        Map<String, Object> works = Map.of("kind", "PREVENTIVE", "title", told, "text", told);
        staff.call("POST", "/v1/admin/announcements", works).expect(201);
        String id = staff.call("POST", "/v1/admin/announcements", works).expect(201).text("id");
        staff.get("/v1/announcements").expect(200);
        staff.get("/v1/admin/announcements").expect(200);
        staff.call("POST", "/v1/admin/announcements/" + id + "/withdrawal", null).expect(200);
        staff.get("/v1/admin/state").expect(200);
        staff.get("/v1/audit?of=operator").expect(200);
    }

    /** The access of one who signs for a participant, taken and given back. */
    private void restricted(Party alice) {
        Party staff = TestCenter.person(operator()).watchedBy(http::judge);
        staff.signIn().expect(200);
        Party employee = TestCenter.person("employee-a").watchedBy(http::judge);
        employee.signIn().expect(200);
        String client = "/v1/admin/participants/" + alice.taxId();
        String signatory = employee.get("/v1/auth/session").expect(200).body().at("/signatory/id").asString();
        String id = staff.call("POST", client + "/restrictions", Map.of("kind", "SUSPENDED", "clause", "4.3.1",
                "reason", "чужая ЭЦП", "signatory", signatory)).expect(201).text("id");
        staff.get(client).expect(200);
        assertThat(employee.signIn().expect(403).text("code")).isEqualTo("access_suspended");
        staff.call("POST", client + "/restrictions/" + id + "/lifting", Map.of("reason", "выпущена новая")).expect(200);
        employee.signIn().expect(200);
        Await.until("access is given back", SOON, () -> employee.get("/v1/participants/me").status() == 200);
        id = staff.call("POST", client + "/restrictions", Map.of("scope", "EXCHANGE", "kind", "SUSPENDED", "clause",
                "4.3.5", "reason", "спам")).expect(201).text("id");
        byte[] content = "Жіберілмейді".getBytes(StandardCharsets.UTF_8);
        Await.until("sending is suspended", SOON,
                () -> alice.send(Party.metadata(alice, null), alice.sign(content), content, null).text("code")
                        .equals("product_suspended"));
        staff.call("POST", client + "/restrictions/" + id + "/lifting", Map.of("reason", "уақыты өтті")).expect(200);
        Await.until("sending is open", SOON,
                () -> alice.send(Party.metadata(alice, null), alice.sign(content), content, null).status() == 201);
    }

    /** Notices that end an agreement, given and taken back by both sides, and an end. */
    private void leaving() {
        Party staff = TestCenter.person(operator()).watchedBy(http::judge);
        staff.signIn().expect(200);
        Party leaver = new Party(base, TestCenter.trustCentre().issue(PersonProfile.resident(
                "leaves-" + UUID.randomUUID(), KeyKind.GOST, "КЕТЕТІН", "АДАМ", null, "870507300006")).signer())
                .watchedBy(http::judge).join(Map.of("kind", "INDIVIDUAL"));
        String client = "/v1/admin/participants/" + leaver.taxId() + "/termination";
        LocalDate today = LocalDate.now(ZoneId.of("Asia/Almaty"));
        staff.call("POST", client, Map.of("ground", "NOTICE", "reason", "шешім", "effectiveOn",
                today.plusDays(9).toString())).expect(422);
        staff.call("POST", client, Map.of("ground", "NOTICE", "reason", "шешім", "effectiveOn",
                today.plusDays(10).toString())).expect(201);
        staff.get(client).expect(200);
        String own = "/v1/participants/me/termination";
        leaver.get(own).expect(200);
        staff.call("POST", client + "/cancellation", Map.of("reason", "келісілді")).expect(200);
        leaver.get(own + "/statement?effectiveOn=" + today.minusDays(1)).expect(422);
        leave(leaver, own, today.plusDays(1));
        leaver.call("POST", own + "/cancellation", null).expect(200);
        leaver.get("/v1/events?limit=256").expect(200).body().path("events")
                .forEach(event -> fine("event", streams.eventViolations("stream", event)));
        try (Boxes box = Boxes.follow(base, leaver.token(), null)) {
            leave(leaver, own, today);
            fine("event", streams.eventViolations("stream", box.next("account.terminated", SOON)));
        }
        assertThat(leaver.signIn().expect(403).text("code")).isEqualTo("terminated");
    }

    private static void leave(Party leaver, String own, LocalDate on) {
        String text = leaver.get(own + "/statement?effectiveOn=" + on).expect(200).text("statement");
        leaver.call("POST", own, Map.of("statement", text, "signature",
                Party.base64(leaver.sign(text.getBytes(StandardCharsets.UTF_8))))).expect(201);
    }

    /** What a participant keeps about itself, and the log of what was done in its name. */
    private static void own(Party alice) {
        alice.get("/v1/participants/me/signatories").expect(200);
        alice.call("POST", "/v1/participants/me/requisites", Map.of("changedOn", "2026-01-31", "address", "Алматы"))
                .expect(200);
        alice.get("/v1/participants/me/requisites").expect(200);
        Await.until("the log tells of it", SOON, () -> alice.get("/v1/audit").expect(200)
                .body().path("items").valueStream().anyMatch(row -> row.path("action").asString("")
                        .equals("CHANGE_REQUISITES")));
    }

    private static List<String> documents(Party alice, Party bob) {
        List<String> numbers = new ArrayList<>();
        byte[] content = "Накладная № 5".getBytes(StandardCharsets.UTF_8);
        String external = "api-" + UUID.randomUUID();
        byte[] signature = alice.sign(content);
        Party.Answer sent = alice.send(Party.metadata(bob, external), signature, content, external).expect(201);
        alice.send(Party.metadata(bob, external), signature, content, external).expect(200);
        String number = sent.text("number");
        numbers.add(number);
        alice.get("/v1/submissions/" + sent.text("submissionId")).expect(200);
        Map<String, Object> line = new HashMap<>(Map.of("metadata", Party.metadata(bob, external + "-2"), "signature",
                Party.base64(signature), "content", Party.base64(content)));
        alice.lines("/v1/documents:batch", new String(Party.JSON.writeValueAsBytes(line), StandardCharsets.UTF_8)
                + "\n{\"metadata\":{}}\n").expect(200);
        Await.until("the document arrives", SOON,
                () -> bob.call("GET", "/v1/documents/" + number, null).status() == 200);
        alice.get("/v1/documents?box=out&limit=5").expect(200);
        bob.get("/v1/documents?box=in").expect(200);
        bob.get("/v1/documents?status=DELIVERED,READ&q=" + number + "&party=" + alice.taxId()
                + "&from=2026-01-01&toSign=false").expect(200);
        assertThat(alice.get("/v1/documents?box=out&q=" + number).expect(200).body().path("items").size()).isOne();
        assertThat(bob.get("/v1/documents?type=none-such").expect(200).body().path("items").size()).isZero();
        bob.get("/v1/documents?status=LOST").expect(422);
        assertThat(bob.get("/v1/documents/counters").expect(200).body().path("total").asInt()).isPositive();
        alice.get("/v1/documents/" + number).expect(200);
        bob.get("/v1/documents/" + number + "/content").expect(200);
        bob.get("/v1/documents/" + number + "/signatures").expect(200);
        bob.get("/v1/documents/" + number + "/link").expect(200);
        String outside = "/v1/documents/" + number + "/outside-links";
        String shown = bob.call("POST", outside, Map.of("email", "walk@outside.test", "language", "en")).expect(201)
                .text("id");
        bob.get(outside).expect(200);
        bob.call("DELETE", outside + "/" + shown, null).expect(204);
        assertThat(new String(bob.get("/v1/documents:download?numbers=" + number, "*/*").expect(200).bytes(),
                StandardCharsets.UTF_8)).startsWith("PK").contains(number + " invoice.txt", number + ".p7s");
        bob.get("/v1/documents:download?numbers=" + number + ",12").expect(422);
        bob.call("POST", "/v1/documents/" + number + "/receipts", Map.of("kind", "READ")).expect(200);
        Await.until("the receipt comes back", SOON,
                () -> alice.get("/v1/documents/" + number).text("status").equals("COMPLETED"));
        return numbers;
    }

    /** Every kind of answer, on three documents. */
    private static void answers(Party alice, Party bob) {
        byte[] content = "Договор поставки".getBytes(StandardCharsets.UTF_8);
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Map<String, Object> metadata = Party.metadata(bob, null);
            metadata.put("response", Map.of("required", "SIGNATURE", "order", "SEQUENTIAL", "deadline",
                    "2099-01-01T00:00:00Z"));
            metadata.put("details", Map.of("number", "12/1", "date", "2026-11-22", "amount",
                    Map.of("amount", "40000", "currency", "KZT"), "governingLaw", "Республика Казахстан"));
            numbers.add(alice.send(metadata, alice.sign(content), content, null).expect(201).text("number"));
        }
        numbers.forEach(number -> Await.until("it arrives", SOON,
                () -> bob.get("/v1/documents/" + number).status() == 200));
        String path = "/v1/documents/" + numbers.getFirst();
        bob.call("POST", path + "/corrections", Map.of("reason", "дата")).expect(201);
        Map<String, Object> signature = Map.of("signature", Party.base64(bob.sign(content)));
        String id = bob.call("POST", path + "/signatures", signature).expect(201).text("id");
        bob.call("POST", path + "/signatures", signature).expect(200);
        bob.call("POST", path + "/signatures", Map.of()).expect(422);
        bob.get(path + "/answers/" + id).expect(200);
        String first = signed(alice, path, "/annulments", "ANNULMENT", "", "ошибка").expect(201).text("id");
        signed(bob, path, "/annulments/" + first + "/refusal", "ANNULMENT_REFUSAL", first, "").expect(201);
        String second = signed(alice, path, "/annulments", "ANNULMENT", "", "снова").expect(201).text("id");
        signed(bob, path, "/annulments/" + second + "/acceptance", "ANNULMENT_ACCEPTANCE", second, "").expect(201);
        String other = "/v1/documents/" + numbers.getLast();
        signed(bob, other, "/rejections", "REJECTION", "", "сумма").expect(201);
        bob.call("POST", other + "/rejections", Map.of("reason", "сумма", "signature", "MIIB")).expect(409);
        Await.until("the sender hears", SOON, () -> alice.get(path).text("status").equals("ANNULLED")
                && alice.get(other).text("status").equals("DECLINED"));
        bob.get(path).expect(200);
        bob.get(path + "/signatures").expect(200);
        evidence(alice, path);
    }

    /** What proves the steps of a document, and the log that has them. */
    private static void evidence(Party alice, String path) {
        assertThat(new String(alice.get(path + "/bundle", "*/*").expect(200).bytes(), StandardCharsets.UTF_8))
                .startsWith("PK").contains("evidence.json", "checkpoint.txt.p7s", "signatures/", "answers/");
        assertThat(alice.get(path + "/evidence").expect(200).body().path("steps").size()).isGreaterThan(5);
        long size = alice.get("/v1/log/checkpoint").expect(200).body().path("size").asLong();
        alice.get("/v1/log/proofs/inclusion?index=0&size=" + size).expect(200);
        alice.get("/v1/log/proofs/consistency?first=1&second=" + size).expect(200);
        alice.get("/v1/log/proofs/inclusion?index=" + size).expect(422);
    }

    private static Party.Answer signed(Party by, String path, String way, String kind, String annulment,
            String reason) {
        String query = (annulment.isEmpty() ? "" : "&annulment=" + annulment)
                + (reason.isEmpty() ? "" : "&reason=" + URLEncoder.encode(reason, StandardCharsets.UTF_8));
        String statement = by.get(path + "/statements?kind=" + kind + query).expect(200).text("statement");
        Map<String, Object> body = new HashMap<>(
                Map.of("signature", Party.base64(by.sign(statement.getBytes(StandardCharsets.UTF_8)))));
        if (!reason.isEmpty()) {
            body.put("reason", reason);
        }
        return by.call("POST", path + way, body);
    }

    /** A statement that is signed on a phone, and a sign-in that nobody scans. */
    private void phone(Party alice) {
        String requests = "/v1/signing-requests";
        byte[] text = "Заявление".getBytes(StandardCharsets.UTF_8);
        String id = alice.call("POST", requests, Map.of("purpose", "STATEMENT", "items",
                List.of(Map.of("names", Map.of("ru", "Заявление"), "content", Party.base64(text))))).expect(201)
                .text("id");
        alice.call("POST", requests, Map.of("purpose", "DOCUMENT", "items", List.of())).expect(422);
        Party phone = new Party(base, bytes -> bytes).watchedBy(http::judge);
        String documents = "/egov/" + id + "/documents";
        phone.get("/egov/" + id).expect(200);
        phone.get(documents).expect(200);
        phone.call("PUT", documents, sentBack(alice.sign(new byte[]{1}))).expect(403);
        phone.call("PUT", documents, sentBack(alice.sign(text))).expect(200);
        phone.get("/egov/" + id).expect(403);
        phone.get("/egov/" + id.replace(id.charAt(0), id.charAt(0) == 'x' ? 'y' : 'x')).expect(404);
        assertThat(alice.get(requests + "/" + id + "?wait=5&known=WAITING").expect(200).text("state"))
                .isEqualTo("SIGNED");
        phone.get(requests + "/" + id).expect(401);
        alice.call("DELETE", requests + "/" + id, null).expect(204);
        String challenge = phone.call("POST", "/v1/auth/challenges", Map.of()).expect(200).text("challenge");
        phone.call("POST", requests, Map.of("purpose", "LOGIN", "items",
                List.of(Map.of("content", Party.base64(challenge.getBytes(StandardCharsets.UTF_8)))))).expect(201);
    }

    private static Map<String, Object> sentBack(byte[] signature) {
        return Map.of("signMethod", "CMS_SIGN_ONLY", "documentsToSign", List.of(Map.of("id", 1, "nameRu", "Заявление",
                "meta", List.of(), "document", Map.of("file", Map.of("mime", "", "data", Party.base64(signature))))));
    }

    private static void consumers(Party bob) {
        String name = "/v1/consumers/api-" + UUID.randomUUID();
        String cursor = bob.get("/v1/events?limit=1").expect(200).text("cursor");
        bob.call("PUT", name, Map.of("cursor", cursor)).expect(201);
        bob.call("PUT", name, Map.of("cursor", "top")).expect(200);
        bob.get(name).expect(200);
        bob.get("/v1/consumers").expect(200);
        bob.call("DELETE", name, null).expect(204);
    }

    private static void webhooks(Party bob) {
        String made = bob.call("POST", "/v1/webhooks",
                Map.of("url", "https://client.example/hooks", "types", List.of(EventTypes.DOCUMENT_ARRIVED)))
                .expect(201).text("id");
        String path = "/v1/webhooks/" + made;
        bob.get("/v1/webhooks").expect(200);
        bob.call("POST", path + "/pause", null).expect(200);
        bob.call("POST", path + "/redeliver", Map.of("after", "top")).expect(200);
        bob.call("POST", path + "/resume", null).expect(200);
        bob.get(path).expect(200);
        bob.get(path + "/deliveries").expect(200);
        bob.call("DELETE", path, null).expect(204);
    }

    private void tariffs(Party alice) {
        Party staff = TestCenter.person(operator()).watchedBy(http::judge);
        staff.signIn().expect(200);
        String name = "api-" + UUID.randomUUID().toString().substring(0, 8);
        Map<String, String> texts = Map.of("kk", "мәтін", "ru", "текст");
        Map<String, String> price = Map.of("amount", "10.00", "currency", "KZT");
        staff.call("POST", "/v1/admin/tariffs", Map.of("tariff", name, "price", price, "term", "P1M", "volumes",
                List.of(Map.of("metric", "document.sent", "volume", 10)), "products", List.of("EXCHANGE"), "names",
                texts, "conditions", texts)).expect(201);
        staff.call("POST", "/v1/admin/tariffs", Map.of("tariff", name)).expect(422);
        staff.get("/v1/admin/tariffs").expect(200);
        String code = name.toUpperCase(Locale.ROOT);
        Map<String, Object> promotion = Map.of("code", code, "percent", 10, "validFrom", "2026-01-01T00:00:00Z",
                "validTo", "2099-01-01T00:00:00Z");
        staff.call("POST", "/v1/admin/promotions", promotion).expect(204);
        staff.call("POST", "/v1/admin/promotions", promotion).expect(409);
        Map<String, Object> given = Map.of("reference", name, "box", box(alice), "amount", price);
        staff.call("POST", "/v1/admin/bonuses", given).expect(204);
        staff.call("POST", "/v1/admin/payouts", given).expect(402);
        new Party(base, bytes -> bytes).watchedBy(http::judge).get("/v1/tariffs").expect(200);
        alice.call("POST", "/v1/subscriptions", Map.of("tariff", name)).expect(402);
        String id = alice.call("POST", "/v1/subscriptions",
                Map.of("tariff", name, "promotion", code, "useBonus", true)).expect(201).text("id");
        alice.get("/v1/subscriptions").expect(200);
        alice.get("/v1/subscriptions/" + id).expect(200);
        alice.call("DELETE", "/v1/subscriptions/" + id, null).expect(409);
        alice.get("/v1/balance").expect(200);
        alice.get("/v1/statements").expect(200);
        alice.get("/v1/usage").expect(200);
        staff.call("POST", "/v1/admin/tariffs/" + name + "/retirement", null).expect(200);
        staff.call("POST", "/v1/admin/jobs/recompute-ledger", Map.of()).expect(200);
        assertThat(staff.call("POST", "/v1/admin/jobs/reconcile-counters", Map.of()).expect(200).body()
                .path("findings").size()).isZero();
        staff.call("POST", "/v1/admin/jobs/none", Map.of()).expect(404);
    }

    /** The acts of this month, which are issued in the next; one is signed, one refused. */
    private void acts(Party alice, Party bob) throws Exception {
        Party staff = TestCenter.person(operator()).watchedBy(http::judge);
        staff.signIn().expect(200);
        JsonNode year = staff.get("/v1/admin/calendar?year=2027").expect(200).body();
        staff.call("PUT", "/v1/admin/calendar", year).expect(200);
        staff.call("PUT", "/v1/admin/calendar", Map.of("year", 1)).expect(422);
        String name = "a" + UUID.randomUUID().toString().substring(0, 8);
        Map<String, Object> texts = Map.of("kk", name, "ru", name);
        staff.call("POST", "/v1/admin/tariffs", Map.of("tariff", name, "price",
                Map.of("amount", "0.00", "currency", "KZT"), "term", "P1M", "volumes",
                List.of(Map.of("metric", "document.sent", "volume", 10)), "products", List.of("EXCHANGE"), "names",
                texts, "conditions", texts)).expect(201);
        for (Party each : List.of(alice, bob)) {
            each.get("/v1/act-preferences").expect(200);
            each.call("PUT", "/v1/act-preferences", Map.of("monthly", true)).expect(200);
            each.call("POST", "/v1/subscriptions", Map.of("tariff", name)).expect(201);
        }
        LocalDate middle = LocalDate.now(ZoneId.of("Asia/Almaty")).plusMonths(1).withDayOfMonth(15);
        EsfSimulator simulator = Objects.requireNonNull(TestCenter.center().esf());
        simulator.refusing(true);
        for (String job : List.of("issue-acts", "accept-acts", "rate-usage", "close-periods")) {
            staff.call("POST", "/v1/admin/jobs/" + job, Map.of("asOf", middle + "T08:00:00Z")).expect(200);
        }
        String act = "/v1/acts/" + alice.get("/v1/acts?limit=5").expect(200).body().at("/items/0/number").asString();
        alice.get(act).expect(200);
        alice.get(act + "/usage").expect(200);
        alice.get("/v1/acts/0001-000000").expect(404);
        byte[] pdf = HTTP.send(HttpRequest.newBuilder(URI.create(base + act)).header("Accept", "application/pdf")
                .header("Authorization", "Bearer " + alice.token()).build(), HttpResponse.BodyHandlers.ofByteArray())
                .body();
        Map<String, Object> signed = Map.of("signature", Party.base64(alice.sign(pdf)));
        for (Party each : List.of(alice, bob)) {
            Await.until("the act arrives as a document", SOON, () -> each.get("/v1/acts").body()
                    .at("/items/0/document/number").isString());
        }
        alice.call("POST", act + "/acceptance", signed).expect(200);
        alice.call("POST", act + "/acceptance", signed).expect(409);
        esf(staff, simulator, act.substring(act.lastIndexOf('/') + 1));
        String other = "/v1/acts/" + bob.get("/v1/acts").expect(200).body().at("/items/0/number").asString();
        bob.call("POST", other + "/refusal", Map.of()).expect(422);
        bob.call("POST", other + "/refusal", Map.of("reason", "not ours")).expect(200);
    }

    /** The upload was refused by the simulated ИС ЭСФ, which is a dead letter; later it is uploaded and taken back. */
    private static void esf(Party staff, EsfSimulator esf, String number) {
        String path = "/v1/admin/esf/" + number;
        Await.until("a refused act is a dead letter", SOON, () -> listed(staff, "?dead=true", number, "WAITING"));
        staff.call("POST", path + "/revocation", Map.of("reason", "ошибка")).expect(409);
        esf.refusing(false);
        staff.call("POST", path + "/retry", null).expect(200);
        Await.until("it is uploaded", SOON, () -> listed(staff, "?limit=50", number, "UPLOADED"));
        staff.call("POST", path + "/retry", null).expect(409);
        staff.call("POST", path + "/revocation", Map.of("reason", " ")).expect(422);
        staff.call("POST", path + "/revocation", Map.of("reason", "ошибка")).expect(200);
        Await.until("it is revoked", SOON, () -> esf.statuses(number).equals(List.of("REVOKED")));
        staff.call("POST", "/v1/admin/esf/0001-000000/retry", null).expect(404);
    }

    private static boolean listed(Party staff, String query, String number, String state) {
        return staff.get("/v1/admin/esf" + query).expect(200).body().path("items").valueStream()
                .anyMatch(item -> item.path("number").asString().equals(number)
                        && item.path("state").asString().equals(state));
    }

    private static long box(Party party) {
        return party.get("/v1/participants/me").expect(200).body().path("boxId").asLong();
    }

    private static void notices(Party alice, Party bob) throws IOException {
        String preferences = "/v1/notification-preferences";
        bob.call("PUT", preferences, Map.of("language", "en", "kinds",
                List.of(Map.of("kind", "DOCUMENT_READ", "cabinet", true)), "quietHours",
                Map.of("from", "22:00", "to", "08:00"))).expect(200);
        bob.call("PUT", preferences, Map.of("quietHours", Map.of())).expect(200);
        bob.call("PUT", preferences, Map.of("language", "de")).expect(422);
        String address = "api-" + UUID.randomUUID() + "@example.kz";
        bob.call("PUT", preferences + "/email", Map.of("address", address)).expect(202);
        String code = Mails.find(address, "<strong>([0-9]{8})</strong>");
        bob.call("POST", preferences + "/email/confirmation", Map.of("code", code)).expect(200);
        bob.call("POST", preferences + "/email/confirmation", Map.of("code", code)).expect(409);
        alice.send(bob, "Счёт".getBytes(StandardCharsets.UTF_8)).expect(201);
        String link = Mails.find(address, "/v1/notification-unsubscriptions/([0-9a-f-]{36}/DOCUMENT_ARRIVED)");
        Party anybody = new Party(TestCenter.center().http(), bytes -> bytes).watchedBy(bob.watcher());
        anybody.get("/v1/notification-unsubscriptions/" + link).expect(200);
        anybody.call("POST", "/v1/notification-unsubscriptions/" + link, null).expect(200);
        bob.get(preferences).expect(200);
        bob.call("DELETE", preferences + "/email", null).expect(204);
        JsonNode newest = bob.get("/v1/notifications?limit=1").expect(200).body().path("items").get(0);
        String notice = "/v1/notifications/" + newest.path("id").asString();
        assertThat(bob.get(notice).expect(200).body().at("/dispatches/0/attempts/0/code").asInt()).isEqualTo(250);
        bob.call("POST", notice + "/read", null).expect(200);
        alice.get(notice).expect(404);
        String browser = bob.call("POST", "/v1/push-subscriptions", Map.of("endpoint", "https://push.invalid/x", "keys",
                Map.of("p256dh",
                        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
                        "auth", "BTBZMqHH6r4Tts7J_aSIgg")))
                .expect(201).text("id");
        bob.get("/v1/push-subscriptions").expect(200);
        bob.call("DELETE", "/v1/push-subscriptions/" + browser, null).expect(204);
        String device = bob.call("POST", "/v1/devices", Map.of("platform", "IOS", "token", "token-of-a-phone"))
                .expect(201).text("id");
        bob.get("/v1/devices").expect(200);
        bob.call("DELETE", "/v1/devices/" + device, null).expect(204);
    }

    private void authority() throws Exception {
        Party anybody = new Party(base, bytes -> bytes).watchedBy(http::judge);
        Party staff = TestCenter.person(operator()).watchedBy(http::judge);
        staff.signIn().expect(200);
        String admin = "/v1/admin/es-applications";
        String first = anybody.call("POST", "/v1/es-applications", application()).expect(201).text("id");
        staff.get(admin).expect(200);
        String serial = staff.call("POST", admin + "/" + first + "/approval", Map.of()).expect(200).body()
                .at("/certificate/serial").asString();
        staff.get("/v1/es-applications/" + first).expect(200);
        staff.call("POST", "/v1/es-certificates/" + serial + "/revocation", Map.of("reason", "superseded")).expect(200);
        String second = anybody.call("POST", "/v1/es-applications", application()).expect(201).text("id");
        staff.call("POST", admin + "/" + second + "/rejection", Map.of("reason", "The passport is not legible."))
                .expect(200);
        anybody.get("/v1/es-authority/certificate").expect(200);
        anybody.get("/v1/es-authority/crl").expect(200);
        anybody.get("/v1/es-authority/ocsp/AAAA").expect(200);
        anybody.body("/v1/es-authority/ocsp", "application/ocsp-request", new byte[]{1, 2, 3}).expect(200);
        byte[] content = "Договор".getBytes(StandardCharsets.UTF_8);
        anybody.body("/v1/verifications", "application/octet-stream", TestCenter.trustCentre().person("head-a")
                .signer().sign(content, true)).expect(200);
    }

    /** By invoice and bank, and by card; staff finds whose a payment is that nobody is named in. */
    private void moneyIn(Party alice) {
        Map<String, Object> amount = Map.of("amount", Map.of("amount", "40000.00", "currency", "KZT"));
        String number = alice.call("POST", "/v1/invoices", amount).expect(201).text("number");
        alice.get("/v1/invoices?limit=5").expect(200);
        alice.get("/v1/invoices/" + number).expect(200);
        alice.get("/v1/invoices/26000000000").expect(404);
        alice.call("POST", "/v1/invoices", Map.of("tariff", "none")).expect(422);
        Party staff = TestCenter.person(operator()).watchedBy(http::judge);
        staff.signIn().expect(200);
        Party.Answer read = staff.body("/v1/admin/bank-statements", "text/plain", statement(number, alice.taxId()))
                .expect(200);
        assertThat(read.body().path("credited").asInt()).isEqualTo(1);
        staff.body("/v1/admin/bank-statements", "text/plain", new byte[]{1, 2, 3}).expect(422);
        JsonNode waiting = staff.get("/v1/admin/payments?state=UNMATCHED").expect(200).body().path("items").get(0);
        staff.call("POST", "/v1/admin/payments/" + waiting.path("id").asString() + "/match",
                Map.of("taxId", alice.taxId())).expect(200);
        assertThat(alice.get("/v1/invoices/" + number).text("state")).isEqualTo("PAID");
        staff.call("POST", "/v1/admin/payouts", Map.of("reference", number, "box", box(alice), "amount",
                Map.of("amount", "1.00", "currency", "KZT"))).expect(204);
        for (JsonNode tariff : alice.get("/v1/tariffs").expect(200).body().path("items")) {
            if (!tariff.at("/price/amount").asString().equals("0.00")) {
                assertThat(alice.call("POST", "/v1/invoices", Map.of("tariff", tariff.path("tariff").asString()))
                        .expect(201).body().path("amount")).isEqualTo(tariff.path("price"));
            }
        }
        String unpaid = alice.call("POST", "/v1/invoices", amount).expect(201).text("number");
        alice.call("POST", "/v1/invoices/" + unpaid + "/cancellation", null).expect(200);

        Party.Answer card = alice.call("POST", "/v1/card-payments",
                Map.of("amount", Map.of("amount", "10.00", "currency", "KZT"), "scheme", "VISA")).expect(201);
        AcquirerSimulator acquirer = Objects.requireNonNull(TestCenter.center().acquirer());
        acquirer.charge(AcquirerSimulator.numberOf(URI.create(card.text("page"))));
        Await.until("the card's money comes", SOON,
                () -> alice.get("/v1/card-payments/" + card.text("id")).expect(200).text("state").equals("SETTLED"));
        Party anybody = new Party(base, bytes -> bytes).watchedBy(http::judge);
        anybody.call("POST", "/v1/acquirer/callbacks", Map.of("invoiceId", "26110000001", "secret_hash", "guess"))
                .expect(401);
        String order = AcquirerSimulator.numberOf(URI.create(card.text("page")));
        http.judge(new Party.Exchange("POST", URI.create(base + "/v1/acquirer/callbacks"),
                Party.JSON.writeValueAsBytes(Map.of("invoiceId", order)), told(acquirer.tellAgain(order))));
        alice.get("/v1/events?types=" + EventTypes.BALANCE_CREDITED).expect(200);
    }

    /** The operator's reports, a claim, and a partner whom a client names. */
    private void reports(Party alice, Party bob) {
        Party staff = TestCenter.person(operator()).watchedBy(http::judge);
        staff.signIn().expect(200);
        String name = "claim-" + UUID.randomUUID().toString().substring(0, 8);
        Map<String, String> texts = Map.of("kk", "мәтін", "ru", "текст");
        Map<String, String> price = Map.of("amount", "10.00", "currency", "KZT");
        staff.call("POST", "/v1/admin/tariffs", Map.of("tariff", name, "price", price, "term", "P1M", "volumes",
                List.of(Map.of("metric", "document.sent", "volume", 10)), "products", List.of("EXCHANGE"), "names",
                texts, "conditions", texts)).expect(201);
        alice.call("POST", "/v1/subscriptions", Map.of("tariff", name)).expect(201);
        staff.call("POST", "/v1/admin/tariffs/" + name + "/retirement", null).expect(200);
        String claims = "/v1/admin/liability-claims";
        Map<String, Object> claim = Map.of("taxId", alice.taxId(), "kind", "OTHER", "amount",
                Map.of("amount", "0.50", "currency", "KZT"), "memo", name);
        staff.call("POST", claims, claim).expect(201);
        staff.call("POST", claims, Map.of("taxId", alice.taxId(), "kind", "OTHER", "amount", price, "memo", name))
                .expect(422);
        staff.call("POST", claims, Map.of("taxId", bob.taxId(), "kind", "OTHER", "amount", price, "memo", name))
                .expect(409);
        staff.get(claims).expect(200);
        String cases = "/v1/admin/force-majeure";
        String open = staff.call("POST", cases, Map.of("memo", name, "taxId", bob.taxId())).expect(201).text("id");
        staff.get(cases).expect(200);
        staff.call("DELETE", cases + "/" + open, null).expect(204);
        for (String report : List.of("revenue", "vat?period=2026-11", "suspense", "balances",
                "liability?taxId=" + alice.taxId())) {
            staff.get("/v1/admin/reports/" + report).expect(200);
            staff.get("/v1/admin/reports/" + report, "text/csv").expect(200);
        }
        alice.get("/v1/statements", "application/pdf").expect(200);
        alice.get("/v1/statements", "text/csv").expect(200);
        alice.get("/v1/usage", "text/csv").expect(200);
        staff.call("POST", "/v1/admin/partner-terms",
                Map.of("percent", 5, "joinDays", 30, "rewardDays", 90, "textKk", "мәтін", "textRu", "текст"))
                .expect(201);
        int version = alice.get("/v1/partner-terms").expect(200).body().path("version").asInt();
        String code = alice.call("POST", "/v1/partner", Map.of("version", version)).expect(201).text("code");
        alice.call("POST", "/v1/partner", Map.of("version", version)).expect(200);
        bob.call("POST", "/v1/referrals", Map.of("code", code)).expect(204);
        alice.call("POST", "/v1/referrals", Map.of("code", code)).expect(422);
        alice.get("/v1/partner").expect(200);
        staff.call("PUT", "/v1/admin/partners/" + code + "/state", Map.of("state", "FROZEN", "reason", "asked"))
                .expect(204);
    }

    /** The simulator's own exchange, of which it tells the status alone. */
    private static Party.Answer told(int status) {
        return new Party.Answer(status, Party.JSON.missingNode(), new byte[0], Map.of());
    }

    private static byte[] statement(String number, String payer) {
        String account = "KZ98999MOBIX00000001";
        StringBuilder file = new StringBuilder("1CClientBankExchange\nВерсияФормата=2.0\nРасчСчет=" + account + "\n");
        for (String each : List.of(payer, "999999999999")) {
            file.append("СекцияДокумент=1\nНомерДокумента=").append(UUID.randomUUID())
                    .append("\nДатаОперации=20.11.2026\nСуммаПриход=40000,00\nПлательщикНаименование=ТОО")
                    .append("\nПлательщикИИК=KZ45722C000000000777\nПлательщикБИН_ИИН=").append(each)
                    .append("\nНазначениеПлатежа=Счёт ").append(number).append("\nКонецДокумента\n");
        }
        return file.append("КонецФайла\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, Object> application() throws Exception {
        KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
        keys.initialize(256);
        KeyPair key = keys.generateKeyPair();
        byte[] csr = new JcaPKCS10CertificationRequestBuilder(new X500Name("CN=Any"), key.getPublic())
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate())).getEncoded();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("csr", Base64.getEncoder().encodeToString(csr));
        body.put("name", "Erika Mustermann");
        body.put("country", "DE");
        body.put("taxId", "12 345 678 901");
        body.put("email", "erika@example.test");
        return body;
    }

    private void service() {
        Party open = new Party(base, bytes -> bytes).watchedBy(http::judge);
        open.get("/.well-known/jwks.json").expect(200);
        open.get("/problems").expect(200);
        open.get("/problems/not-found").expect(200);
        open.get("/livez").expect(200);
        open.get("/readyz").expect(200);
        for (String document : List.of("/openapi.yaml", "/openapi.json", "/asyncapi.yaml", "/asyncapi.json")) {
            open.get(document).expect(200);
        }
    }

    private void refusals(Party alice, String number) {
        Party nobody = new Party(base, bytes -> bytes).watchedBy(http::judge);
        nobody.get("/v1/documents/" + number).expect(401);
        nobody.get("/problems/no-such").expect(404);
        nobody.get("/v1/offers/current?at=yesterday").expect(400);
        alice.get("/v1/documents/91152000000000100086").expect(404);
        alice.get("/v1/documents?box=both").expect(422);
        alice.get("/v1/events?after=nonsense").expect(400);
        alice.get("/v1/events?limit=0").expect(422);
        alice.call("POST", "/v1/documents/" + number + "/receipts", Map.of("kind", "LOST")).expect(422);
        alice.call("POST", "/v1/documents/" + number + "/receipts", Map.of("kind", "READ")).expect(409);
        byte[] content = "Другое".getBytes(StandardCharsets.UTF_8);
        alice.send(Party.metadata(alice, null), alice.sign("иное".getBytes(StandardCharsets.UTF_8)), content, null)
                .expect(422);
        Map<String, Object> unknown = new HashMap<>(Party.metadata(alice, null));
        unknown.put("recipients", List.of(Map.of("taxId", "000000000001")));
        alice.send(unknown, alice.sign(content), content, null).expect(422);
    }

    /** Both boxes from their beginning, as a page, over SSE and over RSocket; and what each door says of a bad ask. */
    private void theirStreams(Party alice, Party bob) throws IOException, InterruptedException {
        for (Party party : List.of(alice, bob)) {
            JsonNode page = party.get("/v1/events?limit=256").expect(200).body();
            fine("page", streams.violations("page", "EventPage", page));
            int count = page.path("events").size();
            assertThat(count).isGreaterThan(4);
            sse(party, count);
            rsocket(party, count);
        }
    }

    /** What a webhook got during the walk: the question, then pages. */
    private void hooked(Hooks hooks) {
        Await.until("a page comes to the webhook", SOON, () -> hooks.bodies().size() > 1);
        hooks.close();
        List<JsonNode> bodies = hooks.bodies();
        fine("challenge", streams.violations("webhook", "WebhookChallenge", bodies.getFirst()));
        bodies.subList(1, bodies.size())
                .forEach(page -> fine("page", streams.violations("webhook", "WebhookPage", page)));
    }

    /** Bob lets Alice read his events; she reads both boxes in one stream. */
    private void delegations(Party alice, Party bob) throws IOException, InterruptedException {
        String toAlice = "/v1/delegations/KZ/" + alice.taxId();
        String fromBob = "/v1/delegations/received/KZ/" + bob.taxId();
        assertThat(alice.get("/v1/events?box=" + bob.box()).expect(403).text("reason")).isEqualTo("BOX_NOT_CARRIED");
        String bobInHerList = "/v1/counterparties/KZ/" + bob.taxId();
        alice.call("PUT", bobInHerList, Map.of("blocked", true)).expect(200, 201);
        assertThat(bob.call("PUT", toAlice, null).expect(403).text("code")).isEqualTo("sender_not_accepted");
        alice.call("PUT", bobInHerList, Map.of("blocked", false)).expect(200);
        bob.call("PUT", toAlice, null).expect(201);
        bob.call("PUT", toAlice, null).expect(200);
        bob.call("PUT", "/v1/delegations/KZ/" + bob.taxId(), null).expect(422);
        bob.call("PUT", "/v1/delegations/KZ/000000000000", null).expect(404);
        assertThat(bob.get("/v1/delegations").expect(200).body().path("items").size()).isEqualTo(1);
        assertThat(alice.get("/v1/delegations/received").expect(200).body().at("/items/0/box").asLong())
                .isEqualTo(bob.box());
        alice.signIn().expect(200);
        String both = "?box=" + alice.box() + "&box=" + bob.box();
        fine("page", streams.violations("page", "EventPage", alice.get("/v1/events" + both).expect(200).body()));
        assertThat(alice.get("/v1/events" + both + "&after=nonsense").expect(400).text("code"))
                .isEqualTo("cursor_invalid");
        alice.get("/v1/events" + both + "&after=" + bob.box() + ":" + new Cursor(7, 1).encode()).expect(410);
        ofBoth(alice, bob, both);
        bob.call("DELETE", toAlice, null).expect(204);
        bob.call("DELETE", toAlice, null).expect(404);
        bob.call("PUT", toAlice, null).expect(201);
        alice.call("DELETE", fromBob, null).expect(204);
        alice.call("DELETE", fromBob, null).expect(404);
        for (Party party : List.of(alice, bob)) {
            party.get("/v1/events?limit=256&types=" + EventTypes.DELEGATION_GRANTED + ","
                    + EventTypes.DELEGATION_WITHDRAWN).expect(200).body().path("events")
                    .forEach(event -> fine("event", streams.eventViolations("stream", event)));
        }
    }

    private void ofBoth(Party alice, Party bob, String both) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = HTTP.send(
                HttpRequest.newBuilder(URI.create(base + "/v1/events" + both)).header("Accept", "text/event-stream")
                        .header("Authorization", "Bearer " + alice.token()).timeout(SOON).build(),
                HttpResponse.BodyHandlers.ofInputStream());
        Set<String> sources = new TreeSet<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            fine("hello", streams.violations("stream", "SseHello", Party.JSON.readTree(frame(lines).get("data"))));
            while (sources.size() < 2) { // a page of one box may come before the first event of the other
                Map<String, String> frame = frame(lines);
                JsonNode event = Party.JSON.readTree(frame.get("data"));
                fine("event", streams.eventViolations("stream", event));
                sources.add(event.path("source").asString());
                assertThat(frame.get("id")).isNotEqualTo(event.path("cursor").asString());
            }
        }
        assertThat(sources).containsExactlyInAnyOrder("/boxes/" + alice.box(), "/boxes/" + bob.box());
        RSocket socket = RawRSocket.connected(TestCenter.center().rsocketPort(), alice.token(), SOON);
        String ask = "{\"boxes\":[" + alice.box() + "," + bob.box() + "]}";
        fine("request", streams.violations("tail", "TailRequest", Party.JSON.readTree(ask)));
        List<JsonNode> payloads = RawRSocket.tail(socket, ask, 9, SOON);
        fine("hello", streams.violations("tail", "TailHello", payloads.getFirst()));
        payloads.subList(1, payloads.size())
                .forEach(told -> fine("event", streams.violations("tail", "TailEvent", told)));
        socket.dispose();
    }

    private void sse(Party party, int count) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = HTTP.send(
                HttpRequest.newBuilder(URI.create(base + "/v1/events")).header("Accept", "text/event-stream")
                        .header("Authorization", "Bearer " + party.token()).timeout(SOON).build(),
                HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            Map<String, String> hello = frame(lines);
            assertThat(hello).containsEntry("event", "hello").containsOnlyKeys("event", "data", "id", "retry");
            fine("hello", streams.violations("stream", "SseHello", Party.JSON.readTree(hello.get("data"))));
            for (int i = 0; i < count; i++) {
                Map<String, String> frame = frame(lines);
                JsonNode event = Party.JSON.readTree(frame.get("data"));
                assertThat(frame).containsOnlyKeys("event", "data", "id")
                        .containsEntry("event", event.path("type").asString())
                        .containsEntry("id", event.path("cursor").asString());
                fine("event", streams.eventViolations("stream", event));
            }
        }
    }

    /** The fields of the next frame; comments are passed over. */
    private static Map<String, String> frame(BufferedReader lines) throws IOException {
        Map<String, String> frame = new LinkedHashMap<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isEmpty() && !frame.isEmpty()) {
                return frame;
            }
            int colon = line.indexOf(':');
            if (colon > 0) {
                frame.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
        throw new AssertionError("the stream ended");
    }

    private void rsocket(Party party, int count) {
        RSocket socket = RawRSocket.connected(TestCenter.center().rsocketPort(), party.token(), SOON);
        try {
            fine("request", streams.violations("tail", "TailRequest", Party.JSON.readTree("{\"types\":[]}")));
            List<JsonNode> payloads = RawRSocket.tail(socket, "{\"types\":[]}", count + 1, SOON);
            fine("hello", streams.violations("tail", "TailHello", payloads.getFirst()));
            payloads.subList(1, payloads.size())
                    .forEach(event -> fine("event", streams.eventViolations("tail", event)));
            String name = "api-" + UUID.randomUUID();
            JsonNode ask = Party.JSON.createObjectNode().put("consumer", name).put("cursor",
                    payloads.getLast().path("cursor").asString());
            fine("ask", streams.violations("ack", "AckRequest", ask));
            fine("acknowledged", streams.violations("ack", "AckAnswer", RawRSocket.ack(socket, ask, SOON)));
            for (String bad : List.of("{\"after\":\"nonsense\"}", "[]")) {
                try {
                    RawRSocket.tail(socket, bad, 1, SOON);
                    throw new AssertionError("taken: " + bad);
                } catch (InvalidException | ApplicationErrorException told) {
                    fine("problem", streams.violations("tail", "RSocketProblem",
                            Party.JSON.readTree(String.valueOf(told.getMessage()))));
                }
            }
        } finally {
            socket.dispose();
        }
    }

    private static void fine(String what, List<String> violations) {
        assertThat(violations).as(what).isEmpty();
    }

    private static String operator() {
        return TestCenter.trustCentre().people().stream().map(person -> person.id())
                .filter(id -> id.contains("operator")).findFirst().orElseThrow();
    }
}

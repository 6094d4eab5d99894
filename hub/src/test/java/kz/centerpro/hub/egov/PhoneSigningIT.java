package kz.centerpro.hub.egov;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import kz.centerpro.contracts.party.ParticipantKind;
import kz.centerpro.contracts.party.SignerRole;
import kz.centerpro.contracts.signing.PhoneDocuments;
import kz.centerpro.contracts.signing.PhoneInvitation;
import kz.centerpro.contracts.signing.SigningRequestView;
import kz.centerpro.hub.access.Person;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The walk of a signing request, and every way it is refused. */
@NullUnmarked
class PhoneSigningIT {

    private static final PhoneHub HUB = new PhoneHub();
    private static final Person HEAD = Person.staffOf("head", "800101300112", "120140001238", SignerRole.FIRST_HEAD);
    private static final Person OTHER = Person.individual("other", "900101300113");
    private static final String NUMBER = "26110000000010812893";

    @AfterAll
    static void close() {
        HUB.close();
    }

    @Test
    void signsInWithAPhone() {
        HUB.parties.signatures.knows(HEAD);
        String challenge = HUB.parties.challenge();
        SigningRequestView request = HUB.askLogin(challenge);
        assertThat(request.qr().size()).isGreaterThan(20);
        assertThat(request.qr().path()).startsWith("M0 0h7v1H0z");
        assertThat(request.links().egovMobile())
                .startsWith("https://m.egov.kz/mobileSign/?link=https%3A%2F%2Fhub.test");
        assertThat(look(request, "?known=").state()).isEqualTo("WAITING");

        PhoneInvitation invitation = HUB.tryToScan(request).expectStatus().isOk().expectBody(PhoneInvitation.class)
                .returnResult().getResponseBody();
        assertThat(invitation.expiryDate()).matches("2026-11-22T14:05:00\\.000\\+0500");
        assertThat(invitation.organisation().bin()).isEqualTo("241240011291");
        assertThat(invitation.document())
                .isEqualTo(
                        new PhoneInvitation.Source(PhoneHub.BASE + "/egov/" + request.id() + "/documents", "None", ""));
        assertThat(look(request, "").state()).isEqualTo("OPENED");

        PhoneDocuments documents = HUB.documents(request);
        assertThat(documents.signMethod()).isEqualTo("CMS_SIGN_ONLY");
        PhoneDocuments.Item item = documents.documentsToSign().getFirst();
        assertThat(item.id()).isEqualTo(1);
        assertThat(item.nameRu()).isEqualTo("Вход в hub.test");
        assertThat(PhoneHub.text(item.document().file().data())).isEqualTo(challenge);

        HUB.put(request, PhoneHub.signed(documents, HEAD)).expectStatus().isOk();
        SigningRequestView signed = look(request, "?wait=5&known=OPENED");
        assertThat(signed.state()).isEqualTo("SIGNED");
        HUB.parties.tokens(Map.of("challenge", challenge, "signature", signed.signatures().getFirst(), "as", "cookie"))
                .expectStatus().isOk().expectCookie().exists("__Host-session");
    }

    @Test
    void takesNothingButTheAskedBytesAndEachOnce() {
        HUB.parties.signatures.knows(HEAD);
        SigningRequestView request = HUB.askLogin(HUB.parties.challenge());
        PhoneDocuments documents = HUB.documents(request);
        Map<String, Object> good = PhoneHub.signed(documents, HEAD);
        PhoneDocuments.Item item = documents.documentsToSign().getFirst();
        Map<String, Object> over = Map.of("signMethod", "CMS_SIGN_ONLY", "documentsToSign", List.of(Map.of("id",
                item.id(), "document", Map.of("file", Map.of("mime", "", "data", HEAD.sign("something else"))))));
        refused(request, over, "not over the bytes");
        refused(request, Map.of("signMethod", "CMS_SIGN_ONLY", "documentsToSign", List.of()), "has no signature");
        HUB.put(request, "no JSON").expectStatus().isBadRequest();
        assertThat(look(request, "").state()).isNotEqualTo("SIGNED");

        HUB.put(request, good).expectStatus().isOk();
        HUB.put(request, good).expectStatus().isOk(); // its answer was lost on the way
        HUB.put(request, over).expectStatus().isForbidden().expectBody().jsonPath("$.code").isEqualTo("not_permitted");
        HUB.tryToScan(request).expectStatus().isForbidden();
    }

    @Test
    void endsAfterFiveMinutesAndLeavesNothing() {
        HUB.parties.signatures.knows(HEAD);
        SigningRequestView request = HUB.askLogin(HUB.parties.challenge());
        PhoneDocuments documents = HUB.documents(request);
        HUB.parties.clock.advance(Duration.ofMinutes(5));
        HUB.tryToScan(request).expectStatus().isNotFound();
        HUB.put(request, PhoneHub.signed(documents, HEAD)).expectStatus().isNotFound();
        HUB.look(request, request.secret(), "?wait=5").expectStatus().isNotFound();
        HUB.parties.bean(RequestDesk.class).purge().block(Duration.ofSeconds(5));
        assertThat(HUB.parties.database.value("select (select count(*) from hub.signing_request) + "
                + "(select count(*) from hub.signing_item)")).isEqualTo("0");
        HUB.parties.clock.advance(Duration.ofMinutes(-5));
    }

    @Test
    void whoSawTheCodeGetsNoSignature() {
        String token = HUB.parties.signIn(OTHER).accessToken();
        SigningRequestView login = HUB.askLogin(HUB.parties.challenge());
        HUB.parties.web.get().uri("/v1/signing-requests/" + login.id()).exchange().expectStatus().isUnauthorized();
        HUB.look(login, "A".repeat(43), "").expectStatus().isNotFound();
        HUB.parties.get(token, "/v1/signing-requests/" + login.id()).expectStatus().isNotFound();
        SigningRequestView own = HUB.ask(token, "STATEMENT", List.of(PhoneHub.item("Өтініш", "заявление")));
        assertThat(own.secret()).isNull();
        HUB.look(own, "A".repeat(43), "").expectStatus().isNotFound();
        HUB.parties.get(HUB.parties.signIn(HEAD).accessToken(), "/v1/signing-requests/" + own.id()).expectStatus()
                .isNotFound();
        HUB.parties.get(token, "/v1/signing-requests/" + own.id()).expectStatus().isOk();
        HUB.parties.delete(token, "/v1/signing-requests/" + own.id()).expectStatus().isNoContent();
        HUB.tryToScan(own).expectStatus().isNotFound();
    }

    @Test
    void withoutASessionOnlyAChallengeOfThisHubCanBeAsked() {
        HUB.tryToAsk(null, "LOGIN", List.of(Map.of("content", PhoneHub.base64("Договор займа")))).expectStatus()
                .isUnauthorized().expectBody().jsonPath("$.code").isEqualTo("challenge_invalid");
        HUB.tryToAsk(null, "DOCUMENT", List.of(PhoneHub.item("Договор", "текст"))).expectStatus().isUnauthorized();
        HUB.tryToAsk(null, "LOGIN", List.of(Map.of("content", "x".repeat(20_000)))).expectStatus().isEqualTo(413);
        HUB.tryToAsk("no token", "DOCUMENT", List.of(PhoneHub.item("Договор", "текст"))).expectStatus()
                .isUnauthorized();
        String challenge = HUB.parties.challenge(); // a session that is over keeps nobody from a new one
        HUB.ask("no token", "LOGIN", List.of(Map.of("content", PhoneHub.base64(challenge))));
        HUB.tryToAsk(null, "SOMETHING", List.of()).expectStatus().isEqualTo(422);
    }

    @Test
    void signsSeveralDocumentsSealedMeanwhile() {
        String token = HUB.parties.active(HEAD, ParticipantKind.LEGAL_ENTITY);
        String box = HUB.parties.database
                .value("select max(box_id) from hub.participant where tax_id = '120140001238'");
        PhoneHub.DOCUMENTS.put(box + " " + NUMBER, "из ящика".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        List<Map<String, Object>> items = List.of(PhoneHub.item("Договор № 1", "canary first"),
                Map.of("names", Map.of("kk", "Шарт"), "number", NUMBER, "mediaType", "application/pdf"));
        SigningRequestView request = HUB.ask(token, "DOCUMENT", items);
        assertThat(HUB.parties.database.value("select count(*) from hub.signing_item where position("
                + "convert_to('canary', 'UTF8') in sealed) > 0 or position(convert_to('Договор', 'UTF8') in sealed) > 0"))
                .isEqualTo("0");
        assertThat(HUB.parties.database.value("select count(*) from hub.signing_request r where r.hash = sha256('"
                + request.id() + "'::bytea)")).isEqualTo("1");
        PhoneDocuments documents = HUB.documents(request);
        assertThat(documents.documentsToSign()).extracting(item -> PhoneHub.text(item.document().file().data()))
                .containsExactly("canary first", "из ящика");
        assertThat(documents.documentsToSign()).extracting(item -> item.document().file().mime()).containsExactly("",
                "@file/pdf");
        Map<String, Object> signed = PhoneHub.signed(documents, HEAD);
        List<?> both = (List<?>) signed.get("documentsToSign");
        refused(request, Map.of("signMethod", "CMS_SIGN_ONLY", "documentsToSign", List.of(both.getFirst())),
                "Document 2 has no signature");
        HUB.put(request, Map.of("signMethod", "CMS_SIGN_ONLY", "documentsToSign", List.of(both.get(1), both.get(0))))
                .expectStatus().isOk();
        SigningRequestView seen = HUB.parties.get(token, "/v1/signing-requests/" + request.id()).expectStatus().isOk()
                .expectBody(SigningRequestView.class).returnResult().getResponseBody();
        assertThat(seen.signatures()).hasSize(2);
        assertThat(PhoneHub.text(seen.signatures().getFirst()))
                .isEqualTo(new String(java.util.Base64.getMimeDecoder().decode(HEAD.sign("canary first")),
                        java.nio.charset.StandardCharsets.UTF_8));
        HUB.tryToAsk(token, "DOCUMENT", List.of(Map.of("names", Map.of("kk", "Шарт"), "number",
                "26110000000010812990"))).expectStatus().isNotFound();
        HUB.tryToAsk(token, "DOCUMENT", List.of(Map.of("number", NUMBER))).expectStatus().isEqualTo(422);
    }

    @Test
    void onePersonKeepsABoundedNumberOfRequestsAndBytesWaiting() {
        Person many = Person.individual("many", "900101300114");
        String token = HUB.parties.signIn(many).accessToken();
        List<Map<String, Object>> small = List.of(PhoneHub.item("Өтініш", "заявление"));
        List<SigningRequestView> open = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            open.add(HUB.ask(token, "STATEMENT", small));
        }
        HUB.tryToAsk(token, "STATEMENT", small).expectStatus().isEqualTo(429).expectHeader()
                .valueEquals("Retry-After", "301").expectBody().jsonPath("$.code").isEqualTo("rate_limited");
        HUB.ask(HUB.parties.signIn(OTHER).accessToken(), "STATEMENT", small); // another's do not count
        open.forEach(each -> HUB.parties.delete(token, "/v1/signing-requests/" + each.id()).expectStatus()
                .isNoContent());

        List<Map<String, Object>> large = List.of(PhoneHub.item("Шарт", "x".repeat(5_200_000)));
        SigningRequestView first = HUB.ask(token, "DOCUMENT", large);
        for (int i = 1; i < 4; i++) {
            HUB.ask(token, "DOCUMENT", large);
        }
        HUB.tryToAsk(token, "DOCUMENT", large).expectStatus().isEqualTo(429);
        HUB.put(first, PhoneHub.signed(HUB.documents(first), many)).expectStatus().isOk();
        HUB.ask(token, "DOCUMENT", large); // what is signed is not kept
        assertThat(HUB.parties.get(token, "/v1/signing-requests/" + first.id()).expectStatus().isOk()
                .expectBody(SigningRequestView.class).returnResult().getResponseBody().signatures()).hasSize(1);
    }

    @Test
    void whoWaitsIsToldOfAChange() {
        SigningRequestView request = HUB.askLogin(HUB.parties.challenge());
        CompletableFuture<SigningRequestView> waiting = CompletableFuture
                .supplyAsync(() -> look(request, "?wait=4&known=WAITING"));
        HUB.tryToScan(request).expectStatus().isOk();
        assertThat(waiting.orTimeout(5, java.util.concurrent.TimeUnit.SECONDS).join().state()).isEqualTo("OPENED");
        assertThat(look(request, "?wait=1&known=OPENED").state()).isEqualTo("OPENED");
        HUB.look(request, request.secret(), "?wait=26").expectStatus().isEqualTo(422);
    }

    private static SigningRequestView look(SigningRequestView request, String query) {
        return HUB.look(request, request.secret(), query).expectStatus().isOk().expectBody(SigningRequestView.class)
                .returnResult().getResponseBody();
    }

    private static void refused(SigningRequestView request, Object body, String why) {
        HUB.put(request, body).expectStatus().isForbidden().expectBody().jsonPath("$.code")
                .isEqualTo("signing_mismatch").jsonPath("$.detail").value(String.class, detail -> assertThat(detail)
                        .contains(why));
    }
}

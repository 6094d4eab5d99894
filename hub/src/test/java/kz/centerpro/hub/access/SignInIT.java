package kz.centerpro.hub.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import kz.centerpro.contracts.access.TokenAnswer;
import kz.centerpro.contracts.party.ParticipantKind;
import kz.centerpro.contracts.party.SignerRole;
import kz.centerpro.contracts.party.SigningRight;
import kz.centerpro.hub.certificate.Indication;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import reactor.test.StepVerifier;

@NullUnmarked // a missing answer is a failed test
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignInIT {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final PartiesHub hub = new PartiesHub();
    private final Person alice = hub.signatures.knows(Person.individual("alice", "900101400001"));

    @BeforeEach
    void nobodyIsLockedOut() {
        hub.clock.advance(Duration.ofMinutes(10));
    }

    @AfterAll
    void close() {
        hub.close();
    }

    @Test
    void challengeNamesHostPurposeAndEnd() {
        assertThat(hub.challenge()).startsWith("Center Pro: sign-in to hub.test\n").contains("This is not a document")
                .contains("Бұл құжат емес").contains("Это не документ").contains("Nonce: ")
                .contains("Expires: 2026-11-22T");
    }

    @Test
    void signsInWithSignedChallenge() {
        TokenAnswer answer = hub.signIn(
                Person.staffOf("head-of-signin", "900101400011", "900240000011", SignerRole.FIRST_HEAD));

        assertThat(answer.tokenType()).isEqualTo("Bearer");
        assertThat(answer.expiresIn()).isEqualTo(900);
        assertThat(answer.participant()).isNull();
        assertThat(answer.signatory().bin()).isEqualTo("900240000011");
        assertThat(answer.signatory().role()).isEqualTo(SignerRole.FIRST_HEAD);
        assertThat(answer.signatory().signingRight()).isEqualTo(SigningRight.CONFIRMED);
        hub.get(answer.accessToken(), "/v1/participants/me").expectStatus().isForbidden().expectBody()
                .jsonPath("$.code").isEqualTo("not_registered");
    }

    @Test
    void refusesReplayedChallenge() {
        String challenge = hub.challenge();
        Map<String, String> body = Map.of("challenge", challenge, "signature", alice.sign(challenge));
        hub.tokens(body).expectStatus().isOk();

        hub.tokens(body).expectStatus().isUnauthorized().expectBody().jsonPath("$.code")
                .isEqualTo("challenge_invalid");
    }

    @Test
    void refusesExpiredChallenge() {
        String challenge = hub.challenge();
        hub.clock.advance(Duration.ofMinutes(5));

        hub.tokens(Map.of("challenge", challenge, "signature", alice.sign(challenge))).expectStatus()
                .isUnauthorized().expectBody().jsonPath("$.code").isEqualTo("challenge_invalid");
    }

    @Test
    void refusesTextThatIsNoChallenge() {
        hub.tokens(Map.of("challenge", "I owe you 1000", "signature", alice.sign("I owe you 1000"))).expectStatus()
                .isUnauthorized();
    }

    @Test
    void wrongSignatureUsesTheChallengeUp() {
        String challenge = hub.challenge();

        hub.tokens(Map.of("challenge", challenge, "signature", alice.sign("another text"))).expectStatus()
                .isUnauthorized().expectHeader().exists("WWW-Authenticate").expectBody().jsonPath("$.code")
                .isEqualTo("signature_not_trusted").jsonPath("$.reason").isEqualTo("HASH_FAILURE");
        hub.tokens(Map.of("challenge", challenge, "signature", alice.sign(challenge))).expectStatus()
                .isUnauthorized().expectBody().jsonPath("$.code").isEqualTo("challenge_invalid");
    }

    @Test
    void sameRequestSucceedsWhenEvidenceIsBack() {
        Person dana = hub.signatures.knows(Person.individual("dana", "900101400012"));
        String challenge = hub.challenge();
        Map<String, String> body = Map.of("challenge", challenge, "signature", dana.sign(challenge));
        hub.signatures.says(dana, Indication.INDETERMINATE);
        hub.tokens(body).expectStatus().isEqualTo(503).expectHeader().valueEquals("Retry-After", "5").expectBody()
                .jsonPath("$.code").isEqualTo("dependency_unavailable");

        hub.signatures.says(dana, Indication.PASSED);
        hub.tokens(body).expectStatus().isOk();
    }

    @Test
    void refusesUnreadableSignature() {
        hub.tokens(Map.of("challenge", hub.challenge(), "signature", "%%%")).expectStatus().isEqualTo(422)
                .expectBody().jsonPath("$.code").isEqualTo("signature_malformed");
        hub.tokens(Map.of("challenge", hub.challenge())).expectStatus().isEqualTo(422).expectBody()
                .jsonPath("$.field").isEqualTo("signature");
        hub.web.post().uri("/v1/auth/tokens").header("Content-Type", "application/json").bodyValue("{").exchange()
                .expectStatus().isBadRequest();
    }

    @Test
    void sixthWrongLoginInARowIsTooMany() {
        Person revoked = hub.signatures.knows(Person.individual("revoked", "900101400013"));
        hub.signatures.says(revoked, Indication.FAILED);
        for (int i = 0; i < 5; i++) {
            hub.tryToSignIn(revoked).expectStatus().isUnauthorized().expectBody().jsonPath("$.reason")
                    .isEqualTo("REVOKED").jsonPath("$.signer").isEqualTo("ТЕСТОВ revoked")
                    .jsonPath("$.certificateUntil")
                    .isEqualTo("2027-06-01T00:00:00.000Z");
        }

        hub.tryToSignIn(revoked).expectStatus().isEqualTo(429).expectHeader().exists("Retry-After");

        hub.clock.advance(Duration.ofMinutes(2));
        hub.tryToSignIn(alice).expectStatus().isOk();
    }

    @Test
    void refreshTokenRotates() {
        TokenAnswer first = hub.signIn(alice);

        TokenAnswer second = refreshed(first.refreshToken());
        TokenAnswer third = refreshed(second.refreshToken());

        assertThat(third.refreshToken()).isNotEqualTo(second.refreshToken()).isNotEqualTo(first.refreshToken());
        assertThat(third.signatory()).isEqualTo(first.signatory());
    }

    @Test
    void secondUseOfARefreshTokenEndsTheSession() {
        TokenAnswer first = hub.signIn(alice);
        TokenAnswer second = refreshed(first.refreshToken());

        refresh(first.refreshToken()).expectStatus().isUnauthorized();
        refresh(second.refreshToken()).expectStatus().isUnauthorized();
    }

    @Test
    void refreshEndsWithTheCertificate() {
        TokenAnswer answer = hub.signIn(alice);
        assertThat(hub.database.value("select max(expires_at) <= '" + Person.CERTIFICATE_UNTIL
                + "' from hub.session")).isEqualTo("t");
        hub.clock.advance(Duration.ofDays(31));
        refresh(answer.refreshToken()).expectStatus().isUnauthorized();
    }

    @Test
    void refreshedTokenKnowsTheParticipant() {
        Person bota = Person.individual("bota", "900101400014");
        TokenAnswer before = hub.signIn(bota);
        hub.register(before.accessToken(), Map.of("kind", ParticipantKind.INDIVIDUAL)).expectStatus().isCreated();

        assertThat(refreshed(before.refreshToken()).participant().taxId()).isEqualTo("900101400014");
    }

    @Test
    void cookiesCarryTokensThatScriptsCannotRead() {
        String challenge = hub.challenge();
        var cookies = hub.tokens(Map.of("challenge", challenge, "signature", alice.sign(challenge), "as", "cookie"))
                .expectStatus().isOk().expectBody().jsonPath("$.accessToken").doesNotExist()
                .jsonPath("$.refreshToken").doesNotExist().returnResult().getResponseCookies();
        var session = cookies.getFirst("__Host-session");
        assertThat(session.isHttpOnly()).isTrue();
        assertThat(session.isSecure()).isTrue();
        assertThat(session.getSameSite()).isEqualTo("Strict");
        assertThat(session.getPath()).isEqualTo("/");

        hub.web.get().uri("/v1/auth/sessions").cookie("__Host-session", session.getValue()).exchange().expectStatus()
                .isOk();
        hub.web.get().uri("/v1/auth/session").header("X-Cabinet", "1").exchange().expectStatus().isNoContent();
        hub.web.get().uri("/v1/auth/session").exchange().expectStatus().isUnauthorized();
        hub.web.get().uri("/v1/auth/session").header("X-Cabinet", "1").cookie("__Host-session", "x").exchange()
                .expectStatus().isUnauthorized();
        String refresh = cookies.getFirst(CookieDoor.REFRESH_COOKIE).getValue();
        hub.web.post().uri("/v1/auth/tokens").cookie(CookieDoor.REFRESH_COOKIE, refresh)
                .bodyValue(Map.of("grantType", "refresh_token", "as", "cookie")).exchange().expectStatus().isForbidden()
                .expectBody().jsonPath("$.code").isEqualTo("cross_site");
        hub.web.delete().uri("/v1/auth/session").cookie("__Host-session", session.getValue()).exchange()
                .expectStatus().isForbidden();
        hub.web.post().uri("/v1/auth/tokens").cookie(CookieDoor.REFRESH_COOKIE, refresh).header("X-Cabinet", "1")
                .bodyValue(Map.of("grantType", "refresh_token", "as", "cookie")).exchange().expectStatus().isOk()
                .expectCookie().exists("__Host-session");
        hub.web.delete().uri("/v1/auth/session").cookie("__Host-session", session.getValue()).header("X-Cabinet", "1")
                .exchange().expectStatus().isNoContent();
    }

    @Test
    void sessionsAreListedAndEnded() {
        Person erlan = Person.individual("erlan", "900101400015");
        TokenAnswer phone = hub.signIn(erlan);
        hub.clock.advance(Duration.ofMinutes(1));
        TokenAnswer desk = hub.signIn(erlan);
        String other = hub.database.value("select s.id from hub.session s join hub.signatory g on g.id = "
                + "s.signatory_id where g.iin = '900101400015' order by s.created_at limit 1");
        hub.get(desk.accessToken(), "/v1/auth/sessions").expectStatus().isOk().expectBody()
                .jsonPath("$.items.length()").isEqualTo(2).jsonPath("$.items[0].current").isEqualTo(true)
                .jsonPath("$.items[1].id").isEqualTo(other);

        hub.delete(hub.signIn(alice).accessToken(), "/v1/auth/sessions/" + other).expectStatus().isNotFound();
        hub.delete(desk.accessToken(), "/v1/auth/sessions/" + other).expectStatus().isNoContent();
        refresh(phone.refreshToken()).expectStatus().isUnauthorized();
        StepVerifier.create(hub.bean(Access.class).isOpen(UUID.fromString(other))).expectNext(false).expectComplete()
                .verify(SOON);
        hub.delete(desk.accessToken(), "/v1/auth/session").expectStatus().isNoContent();
        refresh(desk.refreshToken()).expectStatus().isUnauthorized();
    }

    @Test
    void listedCertificateIsStaff() {
        assertThat(hub.signIn(PartiesHub.OPERATOR).scope()).isEqualTo("staff");
        assertThat(hub.signIn(alice).scope()).isEmpty();
    }

    @Test
    void publicKeysHaveNoPrivatePart() {
        hub.web.get().uri("/.well-known/jwks.json").exchange().expectStatus().isOk().expectBody()
                .jsonPath("$.keys[0].crv").isEqualTo("P-256").jsonPath("$.keys[0].d").doesNotExist();
    }

    @Test
    void storesNoSecretInTheClear() {
        String challenge = hub.challenge();
        TokenAnswer answer = hub.signIn(alice);

        assertThat(hub.database.value("select string_agg(hash::text, ' ') from hub.refresh_token"))
                .doesNotContain(answer.refreshToken());
        assertThat(hub.database.value("select count(*) from hub.challenge where hash = sha256(convert_to('"
                + challenge + "', 'UTF8'))")).isEqualTo("1");
    }

    @Test
    void purgeForgetsWhatRanOut() {
        hub.challenge();
        hub.clock.advance(Duration.ofMinutes(6));
        StepVerifier.create(hub.bean(Access.class).purge(hub.clock.instant())).expectNextMatches(count -> count > 0)
                .expectComplete().verify(SOON);
        assertThat(hub.database.value("select count(*) from hub.challenge")).isEqualTo("0");
    }

    private TokenAnswer refreshed(String token) {
        return refresh(token).expectStatus().isOk().expectBody(TokenAnswer.class).returnResult().getResponseBody();
    }

    private ResponseSpec refresh(String token) {
        return hub.tokens(Map.of("grantType", "refresh_token", "refreshToken", token));
    }
}

package kz.centerpro.hub.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import kz.centerpro.contracts.access.CredentialView;
import kz.centerpro.contracts.access.TokenAnswer;
import kz.centerpro.contracts.party.ParticipantKind;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

@NullUnmarked // a missing answer is a failed test
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CredentialIT {

    private final PartiesHub hub = new PartiesHub();
    private final Person owner = Person.individual("owner", "900101400031");
    private String token = "";

    @BeforeEach
    void ownerIsSignedIn() {
        hub.clock.advance(Duration.ofMinutes(10));
        token = token.isEmpty()
                ? hub.registered(owner, ParticipantKind.ENTREPRENEUR)
                : hub.signIn(owner).accessToken();
    }

    @AfterAll
    void close() {
        hub.close();
    }

    @Test
    void programEntersWithItsSecret() {
        CredentialView made = create("1C");

        TokenAnswer entered = enter(made.clientId(), made.clientSecret()).expectStatus().isOk()
                .expectBody(TokenAnswer.class).returnResult().getResponseBody();

        assertThat(entered.participant().taxId()).isEqualTo("900101400031");
        assertThat(entered.refreshToken()).isNull();
        assertThat(entered.signatory()).isNull();
        hub.get(entered.accessToken(), "/v1/participants/me").expectStatus().isOk();
    }

    @Test
    void secretIsShownOnceAndKeptAsHash() {
        CredentialView made = create("shown once");

        hub.get(token, "/v1/credentials").expectStatus().isOk().expectBody()
                .jsonPath("$.items[?(@.name=='shown once')]").exists()
                .jsonPath("$.items[?(@.clientSecret)]").doesNotExist();
        assertThat(hub.database.value("select secret_hash = sha256(convert_to('" + made.clientSecret()
                + "', 'UTF8')) from hub.api_credential where id = '" + made.clientId() + "'")).isEqualTo("t");
    }

    @Test
    void rotatedSecretStopsAtOnce() {
        CredentialView made = create("rotated");
        CredentialView rotated = hub.post(token, "/v1/credentials/" + made.clientId() + "/rotations", Map.of())
                .expectStatus().isOk().expectBody(CredentialView.class).returnResult().getResponseBody();

        enter(made.clientId(), made.clientSecret()).expectStatus().isUnauthorized();
        enter(made.clientId(), rotated.clientSecret()).expectStatus().isOk();
        assertThat(rotated.rotatedAt()).isNotNull();
    }

    @Test
    void revokedCredentialStopsAtOnce() {
        CredentialView made = create("revoked");
        hub.delete(token, "/v1/credentials/" + made.clientId()).expectStatus().isNoContent();

        enter(made.clientId(), made.clientSecret()).expectStatus().isUnauthorized();
        hub.post(token, "/v1/credentials/" + made.clientId() + "/rotations", Map.of()).expectStatus().isNotFound();
        hub.delete(token, "/v1/credentials/" + made.clientId()).expectStatus().isNotFound();
    }

    @Test
    void unknownClientAndWrongSecretLookAlike() {
        CredentialView made = create("guessed");
        byte[] wrong = enter(made.clientId(), "wrong").expectStatus().isUnauthorized().expectBody().returnResult()
                .getResponseBody();
        byte[] unknown = enter("00000000-0000-7000-8000-000000000000", "wrong").expectStatus().isUnauthorized()
                .expectBody().returnResult().getResponseBody();
        assertThat(wrong).isEqualTo(unknown);
        enter("not an id", "wrong").expectStatus().isUnauthorized();
    }

    @Test
    void programsMakeNoCredentials() {
        CredentialView made = create("program");
        String program = enter(made.clientId(), made.clientSecret()).expectBody(TokenAnswer.class).returnResult()
                .getResponseBody().accessToken();

        hub.post(program, "/v1/credentials", Map.of("name", "another")).expectStatus().isForbidden();
        hub.post(program, "/v1/credentials/" + made.clientId() + "/rotations", Map.of()).expectStatus().isForbidden();
        hub.delete(program, "/v1/credentials/" + made.clientId()).expectStatus().isForbidden();
    }

    @Test
    void strangersCredentialDoesNotExist() {
        CredentialView made = create("mine");
        String stranger = hub.registered(Person.individual("stranger", "900101400032"), ParticipantKind.INDIVIDUAL);

        hub.delete(stranger, "/v1/credentials/" + made.clientId()).expectStatus().isNotFound();
        hub.post(stranger, "/v1/credentials/" + made.clientId() + "/rotations", Map.of()).expectStatus().isNotFound();
        hub.get(stranger, "/v1/credentials").expectBody().jsonPath("$.items.length()").isEqualTo(0);
    }

    @Test
    void credentialNeedsANameAndAParticipant() {
        hub.post(token, "/v1/credentials", Map.of()).expectStatus().isEqualTo(422);
        String visitor = hub.signIn(Person.individual("visitor", "900101400033")).accessToken();
        hub.post(visitor, "/v1/credentials", Map.of("name", "x")).expectStatus().isForbidden().expectBody()
                .jsonPath("$.code").isEqualTo("not_registered");
    }

    private CredentialView create(String name) {
        return hub.post(token, "/v1/credentials", Map.of("name", name)).expectStatus().isCreated()
                .expectBody(CredentialView.class).returnResult().getResponseBody();
    }

    private ResponseSpec enter(String clientId, String secret) {
        return hub.tokens(Map.of("grantType", "client_credentials", "clientId", clientId, "clientSecret", secret));
    }
}

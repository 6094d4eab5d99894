package kz.centerpro.hub.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import kz.centerpro.contracts.access.CredentialView;
import kz.centerpro.contracts.access.TokenAnswer;
import kz.centerpro.contracts.access.TokenRequest;
import kz.centerpro.contracts.party.ParticipantKind;
import kz.centerpro.contracts.party.ParticipantStatus;
import kz.centerpro.contracts.party.SelfDeclared;
import kz.centerpro.contracts.party.SignatureRegime;
import kz.centerpro.contracts.party.SignerRole;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.Caller;
import kz.centerpro.door.TokenVerifier;
import kz.centerpro.hub.certificate.Indication;
import kz.centerpro.hub.kernel.Bulkhead;
import kz.centerpro.hub.participant.CertificateHolder;
import kz.centerpro.hub.participant.Participant;
import kz.centerpro.hub.signature.Verdict;
import kz.centerpro.testkit.ManualClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class AccessTest {

    private static final byte[] CMS = "any bytes ÿ".getBytes(StandardCharsets.ISO_8859_1);

    private final ManualClock clock = ManualClock.at("2026-11-22T09:00:00Z");

    @Test
    void readsSignaturesAsPeopleSendThem() {
        String base64 = Base64.getMimeEncoder(16, "\r\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(CMS);
        for (String text : new String[]{base64, "-----BEGIN CMS-----\r\n" + base64 + "\r\n-----END CMS-----\r\n",
                "-----BEGIN PKCS #7 SIGNED DATA-----\n" + base64 + "\n-----END PKCS #7 SIGNED DATA-----",
                Base64.getUrlEncoder().withoutPadding().encodeToString(CMS)}) {
            assertThat(SignatureText.decode(text)).isEqualTo(CMS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "%%", "-----BEGIN CMS-----\n\n-----END CMS-----"})
    void refusesWhatIsNoSignature(String text) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> SignatureText.decode(text))
                .satisfies(refusal -> assertThat(refusal.type()).isEqualTo(ProblemType.SIGNATURE_MALFORMED));
    }

    @Test
    void wrongLoginsInARowLockOutAndRunOut() {
        WrongLogins wrong = new WrongLogins(5, Duration.ofMinutes(1), clock);
        for (int i = 0; i < 5; i++) {
            wrong.requireOpen("a");
            wrong.count("a");
        }
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> wrong.requireOpen("a"));
        assertThatCode(() -> wrong.requireOpen("b")).doesNotThrowAnyException();
        clock.advance(Duration.ofMinutes(1));
        wrong.requireOpen("a");
        wrong.count("a");
        assertThatCode(() -> wrong.requireOpen("a")).doesNotThrowAnyException();
    }

    @Test
    void rightLoginBreaksTheRow() {
        WrongLogins wrong = new WrongLogins(2, Duration.ofMinutes(1), clock);
        wrong.count("a");
        wrong.forget("a");
        wrong.count("a");
        assertThatCode(() -> wrong.requireOpen("a")).doesNotThrowAnyException();
    }

    @Test
    void staffIsListedByCertificateOrIin() {
        StaffList staff = new StaffList(List.of("AA:BB", "900101700001", " "));
        assertThat(staff.has(holder("aabb", null))).isTrue();
        assertThat(staff.has(holder("cc", "900101700001"))).isTrue();
        assertThat(staff.has(holder("cc", "900101700002"))).isFalse();
        assertThat(staff.has(holder("", null))).isFalse();
    }

    @Test
    void mintedTokenIsVerifiedByTheDoor() throws JOSEException {
        AccessKeys keys = new AccessKeys(key().toJSONString());
        Bulkhead bulkhead = new Bulkhead("signing", 1, 4);
        TokenMint mint = new TokenMint(keys, clock, Duration.ofMinutes(15), bulkhead, _ -> Mono.just(Map.of()));
        UUID id = UUID.fromString("0192f000-0000-7000-8000-000000000001");
        TokenVerifier verifier = new TokenVerifier(keys.publicJwks(), clock);

        StepVerifier.create(mint.mint(new TokenMint.Grant(id, id, null, Set.of(Caller.STAFF)))
                .map(verifier::verify))
                .expectNextMatches(caller -> caller.signatory().equals(id) && caller.scopes().equals(Set.of("staff")))
                .expectComplete().verify(Duration.ofSeconds(5));
        bulkhead.destroy();
    }

    @Test
    void aTokenCarriesAsManyBoxesOfOthersAsAStreamMayHave() throws JOSEException {
        AccessKeys keys = new AccessKeys(key().toJSONString());
        Bulkhead bulkhead = new Bulkhead("signing", 1, 4);
        Map<Long, UUID> readable = new HashMap<>();
        for (long box = 0; box < DelegationStore.CARRIED_MAX; box++) {
            readable.put(1_000_000_000 + box, UUID.randomUUID());
        }
        TokenMint mint = new TokenMint(keys, clock, Duration.ofMinutes(15), bulkhead, _ -> Mono.just(readable));
        UUID id = UUID.fromString("0192f000-0000-7000-8000-000000000001");
        Participant participant = new Participant(id, 1_001, ParticipantKind.LEGAL_ENTITY, "KZ", "090340002716", "A",
                SignatureRegime.EDS, ParticipantStatus.ACTIVE, clock.instant(),
                new SelfDeclared(null, null, null, null, null, null, "", ""));

        StepVerifier.create(mint.mint(new TokenMint.Grant(id, id, participant, Set.of(Caller.PARTICIPANT))))
                .assertNext(token -> {
                    assertThat(token).hasSizeLessThan(4_000); // a browser keeps no longer cookie
                    assertThat(new TokenVerifier(keys.publicJwks(), clock).verify(token).readable())
                            .isEqualTo(readable);
                }).expectComplete().verify(Duration.ofSeconds(5));
        bulkhead.destroy();
    }

    @Test
    void keysComeFromJsonOrFile(@TempDir Path folder) throws JOSEException, IOException {
        ECKey first = key();
        ECKey old = key().toPublicJWK();
        String set = "{\"keys\":[" + old.toJSONString() + "," + first.toJSONString() + "]}";
        Path file = Files.writeString(folder.resolve("keys.json"), set);
        AccessKeys keys = new AccessKeys(file.toString());

        assertThat(keys.keyId()).isEqualTo(first.getKeyID());
        assertThat(keys.publicJwks()).contains(first.getKeyID()).contains(old.getKeyID()).doesNotContain("\"d\"");
        assertThatIllegalArgumentException().isThrownBy(() -> new AccessKeys(old.toJSONString()));
        assertThatIllegalArgumentException().isThrownBy(() -> new AccessKeys("{}"));
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> new AccessKeys(folder.resolve("none").toString()));
    }

    @Test
    void verdictsBecomeRefusalsWithTheirReason() {
        Person person = Person.individual("a", "900101700001");
        refuses(ProblemType.SIGNATURE_NOT_TRUSTED, person.verdict(Indication.FAILED, "REVOKED"), "REVOKED");
        refuses(ProblemType.DEPENDENCY_UNAVAILABLE, person.verdict(Indication.INDETERMINATE, "TRY_LATER"),
                "TRY_LATER");
        refuses(ProblemType.SIGNATURE_NOT_TRUSTED, new Verdict(Indication.INDETERMINATE, "CMS",
                List.of(person.report(Indication.INDETERMINATE, "NO_CERTIFICATE_CHAIN_FOUND")), List.of(), "t"),
                "NO_CERTIFICATE_CHAIN_FOUND");
        refuses(ProblemType.SIGNATURE_NOT_TRUSTED, new Verdict(Indication.PASSED, "CMS",
                List.of(person.report(Indication.PASSED, ""), person.report(Indication.PASSED, "")),
                List.of(), "t"), "FORMAT_FAILURE");
    }

    @Test
    void secretsDoNotReachTheLog() {
        assertThat(new TokenRequest(null, null, null, "id", "s3cret", "r3fresh", null).toString())
                .doesNotContain("s3cret").doesNotContain("r3fresh");
        assertThat(new TokenAnswer("t0ken", "Bearer", 1, "r3fresh", "", null, null).toString())
                .doesNotContain("t0ken").doesNotContain("r3fresh");
        assertThat(new CredentialView("id", "n", List.of(), "", null, null, null, "s3cret").toString())
                .doesNotContain("s3cret");
    }

    @Test
    void noRequestHasAFieldForAPrivateKey() {
        assertThat(TokenRequest.class.getRecordComponents())
                .noneMatch(part -> part.getName().matches("(?i).*(private|password|pin|p12).*"));
    }

    private static void refuses(ProblemType type, Verdict verdict, String reason) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> VerifiedSigner.passed(verdict, ProblemType.SIGNATURE_NOT_TRUSTED))
                .satisfies(refusal -> {
                    assertThat(refusal.type()).isEqualTo(type);
                    assertThat(refusal.extensions()).containsEntry("reason", reason);
                });
    }

    private static CertificateHolder holder(String sha256, @Nullable String iin) {
        return new CertificateHolder(SignatureRegime.EDS, iin, null, "X", null, SignerRole.NONE, sha256, "bb",
                Person.CERTIFICATE_UNTIL, new byte[0]);
    }

    private static ECKey key() throws JOSEException {
        return new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
    }
}

package kz.centerpro.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import kz.centerpro.sandbox.trustcentre.ClientSigner;
import kz.centerpro.sandbox.trustcentre.KeyKind;
import kz.centerpro.sandbox.trustcentre.TrustCentre;
import kz.centerpro.testkit.ManualClock;
import kz.centerpro.testkit.SharedFolder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The hub under НУЦ РК's own TEST hierarchy, with its published keys and its revocation list in a file instead of a
 * responder. Their IINs have no valid check digit, which is why {@code center.participant.strict-tax-ids} is off.
 */
class NationalTestHierarchyIT {

    private static final byte[] CONTENT = "Акт выполненных работ № 8".getBytes(StandardCharsets.UTF_8);
    private static final String BIN = "123456789021";
    private static final String IIN = "123456789011";
    /** After every one of the keys was issued and before the first of them was revoked. */
    private static final Instant WHILE_ALL_WERE_GOOD = Instant.parse("2026-05-08T13:00:00Z");

    /** Stamps at any time of its past, which only a simulator does; its anchors are configured in this class only. */
    private static @Nullable TrustCentre stamping;
    private static final ManualClock STAMPING_CLOCK = ManualClock.at(WHILE_ALL_WERE_GOOD);
    private static @Nullable OwnCenter running;

    @BeforeAll
    static void starts() {
        Assumptions.assumeTrue(Clock.systemUTC().instant().isBefore(NationalKeys.listUntil()),
                "SKIPPED: the published revocation list is no longer in force");
        TrustCentre stamps = TrustCentre.startTemporary(STAMPING_CLOCK);
        stamping = stamps;
        running = OwnCenter.start(List.of(
                "center.trust.eds-anchors=" + files("kz-pki/ca-test/root_test_gost_2022.cer",
                        "kz-pki/ca-test/root_gost_test.cer", "kz-pki/ca-test/root_rsa_test.cer"),
                "center.trust.tsa-anchors=" + files("kz-pki/ca/root_gost_2022.cer") + ","
                        + stamps.caFolder().resolve("gost-root.cer"),
                "center.trust.intermediates=" + files("kz-pki/ca-test/nca_gost2022_test.cer",
                        "kz-pki/ca-test/nca_gost_test.cer", "kz-pki/ca-test/nca_rsa_test.cer",
                        "kz-pki/ca/nca_gost_2022.cer") + ","
                        + stamps.caFolder().resolve("gost.cer"),
                "center.trust.crl-files=" + files(NationalKeys.LIST), "center.trust.ocsp=false"));
    }

    @AfterAll
    static void stops() {
        if (running != null) {
            running.close();
        }
        if (stamping != null) {
            stamping.close();
        }
    }

    @Test
    void carriesTheHeadsDocumentAndShowsFirstHeadWithIinAndBin() {
        OwnCenter.Carried carried = center().carry(company(), person(), head().sign(CONTENT, false), CONTENT);
        assertThat(carried.content()).isEqualTo(CONTENT);
        JsonNode signer = carried.signer();
        assertThat(signer.path("role").asString()).isEqualTo("FIRST_HEAD");
        assertThat(signer.path("signingRight").asString()).isEqualTo("CONFIRMED");
        assertThat(signer.path("iin").asString()).isEqualTo(IIN);
        assertThat(signer.path("bin").asString()).isEqualTo(BIN);
        assertThat(signer.path("organization").asString()).isEqualTo("АО \"ТЕСТ\"");
        assertThat(signer.path("name").asString()).isEqualTo("ТЕСТОВ ТЕСТ");
        assertThat(signer.path("algorithm").asString()).isEqualTo("GOST R 34.10-2012-512");
        assertThat(carried.received().path("status").asString()).isEqualTo("READ");
        assertThat(carried.received().path("sender").path("taxId").asString()).isEqualTo(BIN);
    }

    @Test
    void carriesTheDocumentOfAnEmployeeWithSigningRightAndShowsThat() {
        company();
        ClientSigner signer = NationalKeys.key("legal/valid/employee_signright").signer();
        Party employee = signedIn(signer);
        assertThat(employee.taxId()).isEqualTo(BIN);
        OwnCenter.Carried carried = center().carry(employee, person(), signer.sign(CONTENT, false), CONTENT);
        assertThat(carried.signer().path("role").asString()).isEqualTo("SIGN_RIGHT");
        assertThat(carried.signer().path("signingRight").asString()).isEqualTo("CONFIRMED");
        assertThat(carried.signer().path("iin").asString()).isEqualTo("123456789012");
        assertThat(carried.signer().path("bin").asString()).isEqualTo(BIN);
    }

    @Test
    void carriesAPersonsDocumentAndShowsNoBin() {
        ClientSigner own = NationalKeys.key("individual/valid/individual_valid").signer();
        OwnCenter.Carried carried = center().carry(person(), company(), own.sign(CONTENT, false), CONTENT);
        assertThat(carried.signer().path("role").asString()).isEqualTo("INDIVIDUAL");
        assertThat(carried.signer().path("iin").asString()).isEqualTo(IIN);
        assertThat(carried.signer().has("bin")).isFalse();
        assertThat(carried.signer().has("organization")).isFalse();
        assertThat(carried.received().path("sender").path("taxId").asString()).isEqualTo(IIN);
    }

    /** The file is called treasury_client; its certificate is the information system's. */
    @Test
    void carriesAnInformationSystemsDocumentAndShowsThatSigningRightIsNotConfirmed() {
        company();
        ClientSigner system = NationalKeys.key("legal/valid/treasury_client").signer();
        OwnCenter.Carried carried = center().carry(signedIn(system), person(), system.sign(CONTENT, false), CONTENT);
        assertThat(carried.signer().path("role").asString()).isEqualTo("INFORMATION_SYSTEM");
        assertThat(carried.signer().path("signingRight").asString()).isEqualTo("NOT_CONFIRMED");
        assertThat(carried.signer().has("iin")).isFalse();
        assertThat(carried.signer().path("bin").asString()).isEqualTo(BIN);
        assertThat(carried.received().path("warnings").toString()).contains("signing_right_not_confirmed");
    }

    @Test
    void letsOnlyTheFirstHeadAcceptTheOffer() {
        company();
        Party employee = signedIn(NationalKeys.key("legal/valid/employee_signright").signer());
        Party.Answer answer = employee.acceptOffer().expect(403);
        assertThat(answer.text("code")).isEqualTo("first_head_required");
        assertThat(answer.text("signerRole")).isEqualTo("SIGN_RIGHT");
    }

    @Test
    void refusesACompanysSignatureOnAPersonsDocument() {
        Party.Answer answer = person()
                .send(Party.metadata(company(), null), head().sign(CONTENT, false), CONTENT, null).expect(422);
        assertThat(answer.text("code")).isEqualTo("signer_not_of_client");
    }

    /** A colleague whose own key is good sends what was signed with the listed one. */
    @ParameterizedTest
    @MethodSource("listedKeys")
    void refusesADocumentSignedWithAListedKeyWithReasonAndDate(NationalKeys.Key key) {
        Party.Answer answer = sent(key, key.signer()).expect(422);
        assertThat(answer.text("code")).isEqualTo("certificate_revoked");
        assertThat(answer.text("reason")).isEqualTo("REVOKED");
        assertThat(answer.text("revocationReason")).isEqualTo(listed(key).reason());
        assertThat(answer.text("revokedAt")).isEqualTo(listed(key).since());
    }

    @ParameterizedTest
    @MethodSource("listedKeys")
    void refusesTheLogInOfAListedKeyWithReasonAndDate(NationalKeys.Key key) {
        Party.Answer answer = new Party(center().http(), key.signer()).signIn().expect(401);
        assertThat(answer.text("code")).isEqualTo("signature_not_trusted");
        assertThat(answer.text("reason")).isEqualTo("REVOKED");
        assertThat(answer.text("revocationReason")).isEqualTo(listed(key).reason());
        assertThat(answer.text("revokedAt")).isEqualTo(listed(key).since());
    }

    @ParameterizedTest
    @MethodSource("listedKeys")
    void registersADocumentThatATrustedTimeStampProvesSignedBeforeTheRevocation(NationalKeys.Key key) {
        Party.Answer answer = sent(key, stamped(key, WHILE_ALL_WERE_GOOD)).expect(201);
        assertThat(answer.body().path("signers").path(0).path("bestSignatureTime").asString())
                .isEqualTo("2026-05-08T13:00:00.000Z");
    }

    @ParameterizedTest
    @MethodSource("listedKeys")
    void refusesADocumentThatWasStampedAfterTheRevocation(NationalKeys.Key key) {
        Instant after = Instant.parse(listed(key).since()).plusSeconds(1);
        Party.Answer answer = sent(key, stamped(key, after)).expect(422);
        assertThat(answer.text("code")).isEqualTo("certificate_revoked");
        assertThat(answer.text("revokedAt")).isEqualTo(listed(key).since());
    }

    @Test
    void refusesAStampOfAnAuthorityThatIsNotTrustedAsProofOfAnEarlierTime() {
        NationalKeys.Key key = NationalKeys.key("legal/revoked/head");
        try (TrustCentre stranger = TrustCentre.startTemporary(ManualClock.at(WHILE_ALL_WERE_GOOD))) {
            ClientSigner signer = key.signer().withTimeStamps(stranger.urls().tsa(KeyKind.GOST));
            assertThat(sent(key, signer).expect(422).text("code")).isEqualTo("certificate_revoked");
        }
    }

    @Test
    void refusesADocumentStampedBeforeItsCertificateWasIssued() {
        NationalKeys.Key key = NationalKeys.key("legal/valid/head");
        Instant before = key.signer().certificate().getNotBefore().toInstant().minus(Duration.ofMinutes(1));
        Party.Answer answer = sent(key, stamped(key, before)).expect(422);
        assertThat(answer.text("code")).isEqualTo("certificate_expired");
        assertThat(answer.text("reason")).isEqualTo("NOT_YET_VALID");
    }

    @ParameterizedTest
    @MethodSource("unlistedKeys")
    void registersADocumentSignedWithAKeyThatIsNotListed(NationalKeys.Key key) {
        sent(key, key.signer()).expect(201);
        new Party(center().http(), key.signer()).signIn().expect(200);
    }

    @Test
    void carriesAnAttachedDocumentThatKalkanCryptMadeAtTheTimeOfItsProductionTimeStamp() throws IOException {
        byte[] cms = Files.readAllBytes(SharedFolder.require("kz-pki/cms/individual_attached.der"));
        byte[] document = Files.readAllBytes(SharedFolder.require("kz-pki/cms/individual_document.txt"));
        OwnCenter.Carried carried = center().carry(person(), company(), cms, null);
        assertThat(carried.content()).isEqualTo(document);
        assertThat(carried.signer().path("iin").asString()).isEqualTo(IIN);
        assertThat(carried.signer().path("bestSignatureTime").asString()).isEqualTo("2026-07-20T09:08:07.000Z");
    }

    @Test
    void tellsTheSameOfTheSameSignatureInDerAndBerAndPem() throws IOException {
        byte[] der = Files.readAllBytes(SharedFolder.require("kz-pki/cms/individual_attached.der"));
        byte[] ber = Ber.indefinite(der);
        assertThat(Ber.isIndefinite(der)).isFalse();
        assertThat(Ber.isIndefinite(ber)).isTrue();
        byte[] pem = ("-----BEGIN CMS-----\r\n" + Party.base64(ber) + "\r\n-----END CMS-----")
                .getBytes(StandardCharsets.US_ASCII);
        Map<String, Object> metadata = Party.metadata(company(), null);
        JsonNode told = person().send(metadata, der, null, null).expect(201).body().path("signers");
        assertThat(told.size()).isEqualTo(1);
        assertThat(person().send(metadata, ber, null, null).expect(201).body().path("signers")).isEqualTo(told);
        assertThat(person().send(metadata, pem, null, null).expect(201).body().path("signers")).isEqualTo(told);
    }

    @Test
    void doesNotTrustForIdentityWhatIsTrustedForTimeOnly() {
        ClientSigner other = Objects.requireNonNull(stamping).person("head-a").signer();
        Party.Answer answer = company()
                .send(Party.metadata(person(), null), other.sign(CONTENT, false), CONTENT, null).expect(422);
        assertThat(answer.text("code")).isEqualTo("certificate_not_trusted");
    }

    @Test
    void carriesADetachedDocumentThatKalkanCryptMade() throws IOException {
        byte[] cms = Files.readAllBytes(SharedFolder.require("kz-pki/cms/individual_detached.der"));
        byte[] document = Files.readAllBytes(SharedFolder.require("kz-pki/cms/individual_document.txt"));
        OwnCenter.Carried carried = center().carry(person(), company(), cms, document);
        assertThat(carried.content()).isEqualTo(document);
        assertThat(carried.signer().path("bestSignatureTime").asString()).isEqualTo("2026-07-20T09:08:07.000Z");
    }

    @Test
    void carriesADocumentWithTwoSignersAndShowsBoth() {
        byte[] both = NationalKeys.key("individual/valid/individual_valid").signer()
                .addSignature(head().sign(CONTENT, true), CONTENT);
        OwnCenter.Carried carried = center().carry(company(), person(), both, null);
        assertThat(carried.received().path("signers").size()).isEqualTo(2);
        assertThat(carried.received().path("signers").toString()).contains("FIRST_HEAD", "INDIVIDUAL");
    }

    @Test
    void refusesADocumentOfTwoSignersOneOfWhomIsRevoked() {
        byte[] both = NationalKeys.key("legal/valid/employee").signer()
                .addSignature(head().sign(CONTENT, false), CONTENT);
        Party.Answer answer = company().send(Party.metadata(person(), null), both, CONTENT, null).expect(422);
        assertThat(answer.text("code")).isEqualTo("certificate_revoked");
        assertThat(answer.text("signer")).isEqualTo("ТЕСТТОВ ТЕСТТ");
        assertThat(answer.text("revocationReason")).isEqualTo("superseded");
    }

    /** RSA and GOST beside each other, both authentic; their certificates were of 2022 and nothing stamps the time. */
    @Test
    void refusesTheTwoSignerDocumentOf2022BecauseItsCertificatesHaveExpired() throws IOException {
        byte[] cms = Files.readAllBytes(SharedFolder.require("kz-pki/cms/ncanode_rsa+gost2015_1.der"));
        Party.Answer answer = person().send(Party.metadata(company(), null), cms, null, null).expect(422);
        assertThat(answer.text("code")).isEqualTo("certificate_expired");
        assertThat(answer.text("reason")).isEqualTo("EXPIRED");
    }

    static Stream<NationalKeys.Key> listedKeys() {
        List<NationalKeys.Key> listed = NationalKeys.all().stream().filter(key -> key.revoked() != null).toList();
        // The folder's name is the intent only: this one was revoked later.
        assertThat(listed).extracting(NationalKeys.Key::name).contains("legal/valid/employee.p12");
        return listed.stream();
    }

    static Stream<NationalKeys.Key> unlistedKeys() {
        return NationalKeys.all().stream().filter(key -> key.revoked() == null);
    }

    /** By the participant that the key's certificate names, who has signed in with another key of its own. */
    private static Party.Answer sent(NationalKeys.Key key, ClientSigner signer) {
        boolean personal = key.name().startsWith("individual");
        Party from = personal ? person() : company();
        Party to = personal ? company() : person();
        return from.send(Party.metadata(to, null), signer.sign(CONTENT, false), CONTENT, null);
    }

    private static ClientSigner stamped(NationalKeys.Key key, Instant at) {
        STAMPING_CLOCK.set(at);
        return key.signer().withTimeStamps(Objects.requireNonNull(stamping).urls().tsa(KeyKind.GOST));
    }

    private static NationalKeys.Listed listed(NationalKeys.Key key) {
        return Objects.requireNonNull(key.revoked());
    }

    private static ClientSigner head() {
        return NationalKeys.key("legal/valid/head").signer();
    }

    private static Party company() {
        return new Party(center().http(), head()).join(Map.of("kind", "LEGAL_ENTITY"));
    }

    private static Party person() {
        return new Party(center().http(), NationalKeys.key("individual/valid/individual_valid").signer())
                .join(Map.of("kind", "INDIVIDUAL"));
    }

    private static Party signedIn(ClientSigner signer) {
        Party party = new Party(center().http(), signer);
        party.signIn().expect(200);
        return party;
    }

    private static OwnCenter center() {
        return Objects.requireNonNull(running);
    }

    private static String files(String... relative) {
        return String.join(",", Stream.of(relative).map(SharedFolder::require).map(Object::toString).toList());
    }
}

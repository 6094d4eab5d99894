package kz.centerpro.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import kz.centerpro.contracts.party.SignerRole;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.sandbox.trustcentre.KeyKind;
import kz.centerpro.sandbox.trustcentre.Person;
import kz.centerpro.sandbox.trustcentre.PersonProfile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the intake accepts, parks and refuses, each with its clause. */
class IntakeIT {

    private static final byte[] CONTENT = "Договор поставки".getBytes(StandardCharsets.UTF_8);
    private static final Duration SOON = Duration.ofSeconds(20);

    private Party alice = TestCenter.companyA();
    private Party bob = TestCenter.companyB();

    @BeforeEach
    void partiesAreThere() {
        alice = TestCenter.companyA();
        bob = TestCenter.companyB();
    }

    @AfterEach
    void authoritiesAnswerAgain() {
        TestCenter.trustCentre().outage(false);
    }

    @Test
    void acceptsAnEmployeesSignatureAndShowsThatSigningRightIsNotConfirmed() {
        Party employee = TestCenter.person("employee-a");
        employee.signIn().expect(200);
        Party.Answer answer = employee.send(bob, CONTENT).expect(201);
        JsonNode signer = answer.body().path("signers").get(0);
        assertThat(signer.path("role").asString()).isEqualTo("EMPLOYEE");
        assertThat(signer.path("signingRight").asString()).isEqualTo("NOT_CONFIRMED");
    }

    @Test
    void keepsWhatTheVerdictRestsOnBesideTheDocument() throws Exception {
        String number = alice.send(bob, CONTENT).expect(201).text("number");
        JsonNode report = alice.get("/v1/documents/" + number + "/signatures").expect(200).body().path("signatures")
                .get(0).path("report").path("signatures").get(0);
        JsonNode answer = report.path("evidence").get(0);
        assertThat(answer.path("kind").asString()).isEqualTo("OCSP");
        byte[] response = Base64.getDecoder().decode(answer.path("der").asString());
        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(response)))
                .isEqualTo(answer.path("sha256").asString()).isEqualTo(report.path("evidenceDigest").asString());
    }

    @Test
    void acceptsRsaAndForeignEcdsaSignatures() {
        Party rsa = TestCenter.person("entrepreneur").join(Map.of("kind", "ENTREPRENEUR"));
        rsa.send(bob, CONTENT).expect(201);
        Party foreign = TestCenter.person("non-resident")
                .join(Map.of("kind", "INDIVIDUAL", "country", "DE", "taxId", "L01X00T47", "name",
                        "Anna Schmidt"));
        Party.Answer answer = foreign.send(bob, CONTENT).expect(201);
        assertThat(answer.body().path("signers").get(0).path("algorithm").asString()).contains("ECDSA");
    }

    @Test
    void acceptsAnAttachedSignatureAndGivesItsContentBack() {
        byte[] attached = TestCenter.trustCentre().person("head-a").signer().sign(CONTENT, true);
        Party.Answer answer = alice.send(Party.metadata(bob, null), attached, null, null).expect(201);
        assertThat(fetched(answer)).isEqualTo(CONTENT);
    }

    @Test
    void acceptsPemAndBase64() {
        byte[] cms = alice.sign(CONTENT);
        String base64 = Party.base64(cms);
        String pem = "-----BEGIN CMS-----\r\n" + base64.replaceAll("(.{64})", "$1\r\n") + "\r\n-----END CMS-----\r\n";
        alice.send(Party.metadata(bob, null), pem.getBytes(StandardCharsets.US_ASCII), CONTENT, null).expect(201);
        alice.send(Party.metadata(bob, null), base64.getBytes(StandardCharsets.US_ASCII), CONTENT, null).expect(201);
    }

    @Test
    void streamsLargeContentThroughAndBackEachTime() {
        Random random = new Random(7);
        for (int round = 0; round < 25; round++) {
            byte[] large = new byte[200 * 1024 + random.nextInt(600 * 1024)];
            random.nextBytes(large);
            Party.Answer answer = alice.send(bob, large).expect(201);
            assertThat(Arrays.equals(fetched(answer), large)).as("%s bytes", large.length).isTrue();
        }
    }

    @Test
    void registersByHashAlone() {
        byte[] digest = DigestAlgorithm.STREEBOG_512.digest(CONTENT);
        Map<String, Object> metadata = Party.metadata(bob, null);
        metadata.put("digest", Map.of("algorithm", "STREEBOG-512", "value", HexFormat.of().formatHex(digest)));
        Party.Answer answer = alice.send(metadata, alice.sign(CONTENT), null, null).expect(201);
        arrived(answer.text("number"));
        assertThat(bob.get("/v1/documents/" + answer.text("number") + "/content").expect(404).text("detail"))
                .contains("digest");
    }

    @Test
    void refusesWhatIsNotSignedAndUsesNoNumber() {
        Party.Answer answer = alice.send(Party.metadata(bob, null), null, CONTENT, null).expect(422);
        assertThat(answer.text("code")).isEqualTo("signature_required");
        assertThat(answer.body().path("number").isMissingNode()).isTrue();
    }

    @Test
    void refusesContentWithOneBitFlipped() {
        byte[] flipped = CONTENT.clone();
        flipped[3] ^= 1;
        Party.Answer answer = alice.send(Party.metadata(bob, null), alice.sign(CONTENT), flipped, null).expect(422);
        assertThat(answer.text("code")).isEqualTo("signature_invalid");
        assertThat(answer.text("reason")).isEqualTo("HASH_FAILURE");
    }

    @Test
    void refusesAnotherParticipantsSignature() {
        Party.Answer answer = alice.send(Party.metadata(bob, null), bob.sign(CONTENT), CONTENT, null).expect(422);
        assertThat(answer.text("code")).isEqualTo("signer_not_of_client");
    }

    @Test
    void refusesGarbageInTheSignaturePart() {
        Party.Answer answer = alice
                .send(Party.metadata(bob, null), "not a signature".getBytes(StandardCharsets.UTF_8), CONTENT, null)
                .expect(422);
        assertThat(answer.text("code")).isEqualTo("signature_malformed");
    }

    @Test
    void refusesAnUnknownRecipientAndNamesTheField() {
        Map<String, Object> metadata = Party.metadata(bob, null);
        metadata.put("recipients", List.of(Map.of("taxId", "999999999999")));
        Party.Answer answer = alice.send(metadata, alice.sign(CONTENT), CONTENT, null).expect(422);
        assertThat(answer.text("code")).isEqualTo("recipient_unknown");
    }

    @Test
    void refusesARevokedCertificateWithReasonAndDate() {
        Person fresh = colleague("revoked");
        TestCenter.trustCentre().revoke(fresh.serial(), 1);
        Party.Answer answer = alice
                .send(Party.metadata(bob, null), fresh.signer().sign(CONTENT, false), CONTENT, null).expect(422);
        assertThat(answer.text("code")).isEqualTo("certificate_revoked");
        assertThat(answer.text("revocationReason")).isNotEmpty();
        assertThat(answer.text("revokedAt")).isNotEmpty();
    }

    @Test
    void refusesACertificateOnHold() {
        Person fresh = colleague("held");
        TestCenter.trustCentre().hold(fresh.serial());
        Party.Answer answer = alice.send(Party.metadata(bob, null), fresh.signer().sign(CONTENT, false), CONTENT, null)
                .expect(422);
        assertThat(answer.text("code")).isEqualTo("certificate_revoked");
    }

    @Test
    void parksWhileTheResponderIsDownAndRegistersByItself() {
        Person fresh = colleague("parked");
        TestCenter.trustCentre().outage(true);
        String key = UUID.randomUUID().toString();
        Map<String, Object> metadata = Party.metadata(bob, null);
        Map<String, String> absent = Map.of("taxId", "850101400001"); // who has not joined: clause 7.9.10
        metadata.put("recipients", java.util.List.of(Map.of("taxId", bob.taxId()), absent));
        byte[] cms = fresh.signer().sign(CONTENT, false);
        Party.Answer parked = alice.send(metadata, cms, CONTENT, key).expect(202);
        assertThat(parked.text("status")).isEqualTo("PENDING_VALIDATION");
        assertThat(parked.body().path("number").isMissingNode()).isTrue();
        String submission = parked.text("submissionId");
        Party.Answer repeated = alice.send(metadata, cms, CONTENT, key).expect(202);
        assertThat(repeated.text("submissionId")).isEqualTo(submission);
        try (Boxes alices = Boxes.follow(TestCenter.center().http(), alice.token(), null)) {
            TestCenter.trustCentre().outage(false);
            JsonNode registered = alices.next(
                    event -> event.path("data").path("submissionId").asString("").equals(submission), "registered",
                    SOON);
            assertThat(registered.path("type").asString()).endsWith("document.registered");
            assertThat(registered.at("/data/awaitingConnection/0/taxId").asString()).isEqualTo("850101400001");
        }
        JsonNode told = alice.get("/v1/submissions/" + submission).expect(200).body();
        assertThat(told.path("status").asString()).isEqualTo("REGISTERED");
        assertThat(told.path("awaitingConnection").size()).isOne();
        assertThat(alice.send(metadata, cms, CONTENT, key).expect(200).text("number")).isNotEmpty();
    }

    @Test
    void refusesByItselfWhenWhatWasParkedTurnsOutRevoked() {
        Person fresh = colleague("parkedRevoked");
        TestCenter.trustCentre().outage(true);
        TestCenter.trustCentre().revoke(fresh.serial(), 1); // before it is sent; nobody can know yet
        Party.Answer parked = alice.send(Party.metadata(bob, null), fresh.signer().sign(CONTENT, false), CONTENT, null)
                .expect(202);
        String submission = parked.text("submissionId");
        try (Boxes alices = Boxes.follow(TestCenter.center().http(), alice.token(), null)) {
            TestCenter.trustCentre().outage(false);
            JsonNode told = alices.next(
                    event -> event.path("data").path("submissionId").asString("").equals(submission), "end", SOON);
            assertThat(told.path("type").asString()).endsWith("document.refused");
        }
        assertThat(alice.get("/v1/submissions/" + submission).expect(200).text("status")).isEqualTo("REJECTED");
    }

    @Test
    void answersARepeatedExternalIdForEverAndRefusesOtherContentUnderIt() {
        String external = "ext-" + UUID.randomUUID();
        Party.Answer first = alice.send(Party.metadata(bob, external), alice.sign(CONTENT), CONTENT, null).expect(201);
        Party.Answer second = alice.send(Party.metadata(bob, external), alice.sign(CONTENT), CONTENT, null).expect(200);
        assertThat(second.text("number")).isEqualTo(first.text("number"));
        byte[] other = "other".getBytes(StandardCharsets.UTF_8);
        Party.Answer third = alice.send(Party.metadata(bob, external), alice.sign(other), other, null).expect(409);
        assertThat(third.text("code")).isEqualTo("external_id_conflict");
    }

    @Test
    void answersARepeatedKeyTheSameAndRefusesOtherContentUnderIt() {
        String key = UUID.randomUUID().toString();
        Party.Answer first = alice.send(Party.metadata(bob, null), alice.sign(CONTENT), CONTENT, key).expect(201);
        assertThat(alice.send(Party.metadata(bob, null), alice.sign(CONTENT), CONTENT, key).expect(200).text("number"))
                .isEqualTo(first.text("number"));
        byte[] other = "other".getBytes(StandardCharsets.UTF_8);
        assertThat(alice.send(Party.metadata(bob, null), alice.sign(other), other, key).expect(409).text("code"))
                .isEqualTo("idempotency_key_conflict");
    }

    /** What is stated beside the content is a part of the document: another title is another document. */
    @Test
    void anEditedDocumentUnderTheSameKeyOrExternalIdIsAConflict() {
        byte[] cms = alice.sign(CONTENT);
        String key = UUID.randomUUID().toString();
        String external = "edited-" + key;
        alice.send(Party.metadata(bob, null), cms, CONTENT, key).expect(201);
        alice.send(Party.metadata(bob, external), cms, CONTENT, null).expect(201);
        for (String field : List.of("title", "documentType", "fileName", "mediaType")) {
            Party.Answer keyed = alice.send(edited(null, field, "other"), cms, CONTENT, key).expect(409);
            assertThat(keyed.text("code")).isEqualTo("idempotency_key_conflict");
            assertThat(keyed.text("detail")).contains("a new key");
            assertThat(alice.send(edited(external, field, "other"), cms, CONTENT, key).expect(409).text("code"))
                    .isEqualTo("external_id_conflict");
        }
        alice.send(edited(null, "details", Map.of("number", "7")), cms, CONTENT, key).expect(409);
        alice.send(edited(null, "response", Map.of("required", "SIGNATURE")), cms, CONTENT, key).expect(409);
        alice.send(edited(null, "response", Map.of("required", "NONE")), cms, CONTENT, key).expect(200);
    }

    private Map<String, Object> edited(@Nullable String external, String field, Object value) {
        Map<String, Object> metadata = Party.metadata(bob, external);
        metadata.put(field, value);
        return metadata;
    }

    @Test
    void anEditedDocumentIsAConflictAlsoWhileTheFirstWaits() {
        Person fresh = colleague("edited");
        TestCenter.trustCentre().outage(true);
        String key = UUID.randomUUID().toString();
        byte[] cms = fresh.signer().sign(CONTENT, false);
        alice.send(Party.metadata(bob, null), cms, CONTENT, key).expect(202);
        assertThat(alice.send(edited(null, "title", "other"), cms, CONTENT, key).expect(409).text("code"))
                .isEqualTo("idempotency_key_conflict");
    }

    /** Of documents that an earlier hub registered nothing but content, recipients and externalId is known. */
    @Test
    void knowsAgainWhatWasStoredInTheFormBefore() throws Exception {
        String key = UUID.randomUUID().toString();
        String external = "former-" + key;
        byte[] cms = alice.sign(CONTENT);
        String number = alice.send(Party.metadata(bob, external), cms, CONTENT, key).expect(201).text("number");
        MessageDigest former = MessageDigest.getInstance("SHA-256");
        former.update(id(alice).getBytes(StandardCharsets.UTF_8));
        former.update(MessageDigest.getInstance("SHA-256").digest(CONTENT));
        for (String text : List.of(id(bob), external)) {
            former.update(new byte[]{0, (byte) text.length()});
            former.update(text.getBytes(StandardCharsets.UTF_8));
        }
        TestCenter.execute("update hub.memory set fingerprint = decode('%s', 'hex') where key in ('%s', '%s')"
                .formatted(HexFormat.of().formatHex(former.digest()), key, external));
        assertThat(alice.send(Party.metadata(bob, external), cms, CONTENT, key).expect(200).text("number"))
                .isEqualTo(number);
        byte[] other = "other".getBytes(StandardCharsets.UTF_8);
        alice.send(Party.metadata(bob, external), alice.sign(other), other, null).expect(409);
        alice.send(Party.metadata(bob, null), cms, CONTENT, key).expect(409);
    }

    private static String id(Party party) {
        return party.get("/v1/participants/me").expect(200).text("id");
    }

    @Test
    void answersAStrangerAsIfTheNumberDidNotExist() {
        String number = alice.send(bob, CONTENT).expect(201).text("number");
        Party stranger = TestCenter.person("individual").join(Map.of("kind", "INDIVIDUAL"));
        Party.Answer theirs = stranger.get("/v1/documents/" + number).expect(404);
        Party.Answer none = stranger.get("/v1/documents/" + number.substring(0, 19) + "0").expect(404);
        assertThat(theirs.bytes()).isEqualTo(none.bytes());
        stranger.get("/v1/documents/" + number + "/content").expect(404);
    }

    @Test
    void refusesTheOfferlessTheUnregisteredAndTheAnonymous() {
        Party nobody = new Party(TestCenter.center().http(), bytes -> bytes);
        assertThat(nobody.send(Party.metadata(bob, null), CONTENT, CONTENT, null).expect(401).text("code"))
                .isEqualTo("unauthenticated");
        Party unregistered = TestCenter.person("self-employed");
        unregistered.signIn().expect(200);
        assertThat(unregistered.send(bob, CONTENT).expect(403).text("code")).isEqualTo("not_registered");
        Map<String, Object> registration = new LinkedHashMap<>(Map.of("kind", "SELF_EMPLOYED"));
        unregistered.call("POST", "/v1/participants", registration).expect(201);
        unregistered.signIn().expect(200);
        assertThat(unregistered.send(bob, CONTENT).expect(403).text("code")).isEqualTo("offer_not_accepted");
    }

    @Test
    void tellsProblemsInTheLanguageAskedFor() {
        assertThat(alice.get("/v1/documents/00000000000000000000").expect(404).text("title")).isEqualTo("Not found");
    }

    /** The content as the recipient gets it, once the document has arrived. */
    private byte[] fetched(Party.Answer sent) {
        String number = sent.text("number");
        arrived(number);
        return bob.get("/v1/documents/" + number + "/content").expect(200).bytes();
    }

    private void arrived(String number) {
        try (Boxes bobs = Boxes.follow(TestCenter.center().http(), bob.token(), null)) {
            bobs.next(event -> event.path("type").asString("").endsWith("document.arrived")
                    && event.path("subject").asString("").equals(number), "arrived", SOON);
        }
    }

    private static Person colleague(String id) {
        Person head = TestCenter.trustCentre().person("head-a");
        PersonProfile profile = PersonProfile
                .resident(id + BigInteger.valueOf(System.nanoTime()), KeyKind.GOST, "ТЕСТОВ", "ТЕСТ", null,
                        String.valueOf(TestCenter.trustCentre().person("employee-a").iin()))
                .of(SignerRole.EMPLOYEE, String.valueOf(head.organization()), String.valueOf(head.bin()));
        return TestCenter.trustCentre().issue(profile);
    }
}

package kz.centerpro.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import kz.centerpro.sandbox.trustcentre.KeyKind;
import kz.centerpro.sandbox.trustcentre.TrustCentre;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.BERSequence;
import org.bouncycastle.asn1.BERTaggedObject;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Non-residents with certificates of somebody else's authority (clause 1.7), who sign with {@code openssl cms -sign}
 * and nothing of ours; residents beside them keep to theirs (clause 1.6).
 */
class ThirdPartyPkiIT {

    private static final byte[] CONTENT = "Invoice No. 41\nBerlin – Astana\n".getBytes(StandardCharsets.UTF_8);
    private static final Duration SOON = Duration.ofSeconds(30);

    private static @Nullable LivePki live;
    private static @Nullable TrustCentre residents;
    private static @Nullable OwnCenter running;

    @BeforeAll
    static void starts() {
        LivePki pki = LivePki.start();
        live = pki;
        pki.issue("partner");
        TrustCentre centre = TrustCentre.startTemporary(Clock.systemUTC());
        residents = centre;
        List<String> settings = new ArrayList<>(List.of("center.trust.es-anchors=" + pki.authority(),
                "center.trust.eds-anchors=" + centre.caFolder().resolve("gost-root.cer"),
                "center.trust.intermediates=" + centre.caFolder().resolve("gost.cer"),
                "center.trust.crl-urls=" + centre.urls().crl(KeyKind.GOST),
                "center.trust.private-addresses=true"));
        if (!pki.answersWhereCertificatesSay()) {
            settings.add("center.trust.ocsp-url=" + pki.base().resolve("/ocsp"));
        }
        running = OwnCenter.start(settings);
    }

    @AfterAll
    static void stops() {
        if (running != null) {
            running.close();
        }
        if (residents != null) {
            residents.close();
        }
        if (live != null) {
            live.close();
        }
    }

    @Test
    void carriesAnOpensslDocumentTheWholeWayToAnotherNonResident() {
        OwnCenter.Carried carried = center().carry(sender(), recipient(), pki().sign(good(), CONTENT), CONTENT);
        assertThat(carried.content()).isEqualTo(CONTENT);
        JsonNode signer = carried.signer();
        assertThat(signer.path("name").asString()).isEqualTo("good");
        assertThat(signer.path("role").asString()).isEqualTo("NONE");
        assertThat(signer.path("signingRight").asString()).isEqualTo("NOT_CONFIRMED");
        assertThat(signer.path("algorithm").asString()).isEqualTo("RSA with SHA-256");
        assertThat(signer.has("iin")).isFalse();
        assertThat(signer.has("bin")).isFalse();
        JsonNode from = carried.received().path("sender");
        assertThat(from.path("country").asString()).isEqualTo("DE");
        assertThat(from.path("taxId").asString()).isEqualTo("DE811257890");
        assertThat(from.path("name").asString()).isEqualTo("Muster GmbH");
        assertThat(carried.received().path("status").asString()).isEqualTo("READ");
    }

    @Test
    void carriesAnOpensslDocumentToAResidentAndAnAnswerBack() {
        Party resident = resident();
        OwnCenter.Carried there = center().carry(sender(), resident, pki().sign(good(), CONTENT), CONTENT);
        assertThat(there.content()).isEqualTo(CONTENT);
        OwnCenter.Carried back = center().carry(resident, sender(), resident.sign(CONTENT), CONTENT);
        assertThat(back.signer().path("role").asString()).isEqualTo("FIRST_HEAD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-outform DER", "-outform PEM", "-outform DER -keyid", "-outform DER -cades",
            "-outform DER -md sha384", "-outform DER -md sha512", "-outform DER -keyopt rsa_padding_mode:pss",
            "-outform DER -nosmimecap"})
    void registersADetachedSignatureInEveryFormThatOpensslMakes(String form) {
        byte[] cms = pki().sign(good(), CONTENT, options(form));
        sender().send(Party.metadata(recipient(), null), cms, CONTENT, null).expect(201);
    }

    /** With -stream OpenSSL writes indefinite lengths and the content in pieces: BER that is not DER. */
    @ParameterizedTest
    @ValueSource(strings = {"-outform DER -nodetach", "-outform PEM -nodetach", "-outform DER -stream -nodetach",
            "-outform PEM -stream -nodetach"})
    void carriesAnAttachedSignatureInDerAndBerAndGivesItsContentBack(String form) {
        byte[] large = new byte[100_003];
        new Random(11).nextBytes(large);
        byte[] cms = pki().sign(good(), large, options(form));
        assertThat(isIndefinite(cms)).isEqualTo(form.contains("DER -stream"));
        assertThat(center().carry(sender(), recipient(), cms, null).content()).isEqualTo(large);
    }

    @Test
    void registersADetachedSignatureInBer() throws IOException {
        byte[] ber = indefinite(pki().sign(good(), CONTENT));
        assertThat(isIndefinite(ber)).isTrue();
        sender().send(Party.metadata(recipient(), null), ber, CONTENT, null).expect(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-outform DER -nodetach", "-outform DER -stream -nodetach"})
    void refusesAnAttachedContentWithOneBitFlippedInDerAndBerAlike(String form) {
        byte[] cms = pki().sign(good(), CONTENT, options(form));
        String text = new String(cms, StandardCharsets.ISO_8859_1);
        cms[text.indexOf("Invoice")] ^= 1;
        Party.Answer answer = sender().send(Party.metadata(recipient(), null), cms, null, null).expect(422);
        assertThat(answer.text("code")).isEqualTo("signature_invalid");
        assertThat(answer.text("reason")).isEqualTo("HASH_FAILURE");
    }

    @ParameterizedTest
    @CsvSource({"-outform DER -noattr, signature_malformed", "-outform DER -nocerts, certificate_not_trusted",
            "-outform DER -md sha1, signature_invalid"})
    void refusesFormsThatProveTooLittle(String form, String code) {
        byte[] cms = pki().sign(good(), CONTENT, options(form));
        Party.Answer answer = sender().send(Party.metadata(recipient(), null), cms, CONTENT, null).expect(422);
        assertThat(answer.text("code")).isEqualTo(code);
    }

    /** Without -binary OpenSSL signs the text with CRLF at its line ends, which is another content. */
    @Test
    void refusesASignatureOverAnotherSpellingOfTheLineEnds() {
        byte[] cms = pki().sign(good(), CONTENT, "-outform", "DER");
        Party.Answer answer = sender().send(Party.metadata(recipient(), null), cms, CONTENT, null).expect(422);
        assertThat(answer.text("reason")).isEqualTo("HASH_FAILURE");
    }

    @ParameterizedTest
    @CsvSource({"revoked, keyCompromise", "held, certificateHold"})
    void refusesARevokedAndASuspendedCertificateWithReasonAndDate(String name, String reason) {
        byte[] cms = pki().sign(pki().person(name), CONTENT);
        Party.Answer answer = sender().send(Party.metadata(recipient(), null), cms, CONTENT, null).expect(422);
        assertThat(answer.text("code")).isEqualTo("certificate_revoked");
        assertThat(answer.text("revocationReason")).isEqualTo(reason);
        assertThat(Instant.parse(answer.text("revokedAt"))).isBefore(Clock.systemUTC().instant());
        Party.Answer logIn = party(pki().person(name)).signIn().expect(401);
        assertThat(logIn.text("reason")).isEqualTo("REVOKED");
        assertThat(logIn.text("revocationReason")).isEqualTo(reason);
    }

    @Test
    void refusesAnExpiredCertificate() {
        byte[] cms = pki().sign(pki().person("expired"), CONTENT);
        Party.Answer answer = sender().send(Party.metadata(recipient(), null), cms, CONTENT, null).expect(422);
        assertThat(answer.text("code")).isEqualTo("certificate_expired");
        assertThat(party(pki().person("expired")).signIn().expect(401).text("reason")).isEqualTo("EXPIRED");
    }

    @Test
    void refusesACertificateOfAnUnknownAuthority() {
        LivePki.Person stranger = pki().stranger("stranger");
        byte[] cms = pki().sign(stranger, CONTENT);
        Party.Answer answer = sender().send(Party.metadata(recipient(), null), cms, CONTENT, null).expect(422);
        assertThat(answer.text("code")).isEqualTo("certificate_not_trusted");
        assertThat(party(stranger).signIn().expect(401).text("code")).isEqualTo("signature_not_trusted");
    }

    @Test
    void refusesAnotherNonResidentsSignature() {
        byte[] cms = pki().sign(pki().person("partner"), CONTENT);
        Party.Answer answer = sender().send(Party.metadata(recipient(), null), cms, CONTENT, null).expect(422);
        assertThat(answer.text("code")).isEqualTo("signer_not_of_client");
    }

    @Test
    void refusesAResidentsDocumentUnderAnotherAuthorityAndANonResidentsUnderTheNationalOne() {
        Party resident = resident();
        Party.Answer foreign = resident
                .send(Party.metadata(recipient(), null), pki().sign(good(), CONTENT), CONTENT, null).expect(422);
        assertThat(foreign.text("code")).isEqualTo("regime_mismatch");
        Party.Answer national = sender()
                .send(Party.metadata(recipient(), null), resident.sign(CONTENT), CONTENT, null).expect(422);
        assertThat(national.text("code")).isEqualTo("regime_mismatch");
    }

    @Test
    void registersNoResidentWithACertificateOfAnotherAuthority() {
        Party party = party(pki().issue("would-be-resident"));
        party.signIn().expect(200);
        Party.Answer answer = party.call("POST", "/v1/participants", Map.of("kind", "INDIVIDUAL")).expect(422);
        assertThat(answer.text("code")).isEqualTo("regime_mismatch");
    }

    @Test
    void takesAStampOfTheAuthorityAsTheTimeOfSigningAlsoAfterItsCertificateIsRevoked() {
        LivePki.Person renewed = pki().renew(good(), "good-stamped");
        byte[] stamped = pki().stamped(pki().sign(renewed, CONTENT));
        Instant stampedBy = Clock.systemUTC().instant();
        await().atMost(SOON).until(() -> Clock.systemUTC().instant().isAfter(stampedBy.plusSeconds(1)));
        pki().revoke(renewed, "superseded");
        Party.Answer unstamped = sender()
                .send(Party.metadata(recipient(), null), pki().sign(renewed, CONTENT), CONTENT, null).expect(422);
        assertThat(unstamped.text("code")).isEqualTo("certificate_revoked");
        assertThat(unstamped.text("revocationReason")).isEqualTo("superseded");
        OwnCenter.Carried carried = center().carry(sender(), recipient(), stamped, CONTENT);
        assertThat(Instant.parse(carried.signer().path("bestSignatureTime").asString())).isBeforeOrEqualTo(stampedBy);
    }

    @Test
    void parksWhileTheResponderIsDeadAndRegistersByItselfAfterItsRestart() {
        LivePki.Person renewed = pki().renew(good(), "good-later");
        byte[] cms = pki().sign(renewed, CONTENT);
        Party sender = sender();
        Party recipient = recipient();
        try (Boxes box = Boxes.follow(center().http(), sender.token(), null)) {
            pki().fallSilent();
            Party.Answer parked = sender.send(Party.metadata(recipient, null), cms, CONTENT, null).expect(202);
            assertThat(parked.text("status")).isEqualTo("PENDING_VALIDATION");
            assertThat(parked.text("reason")).isEqualTo("TRY_LATER");
            assertThat(parked.body().has("number")).isFalse();
            Party.Answer logIn = party(renewed).signIn().expect(503);
            assertThat(logIn.text("code")).isEqualTo("dependency_unavailable");
            assertThat(logIn.headers()).containsKey("retry-after");
            String submission = parked.text("submissionId");
            pki().answer();
            JsonNode told = box.next(
                    event -> event.path("data").path("submissionId").asString("").equals(submission), "registered",
                    SOON);
            assertThat(told.path("type").asString()).endsWith("document.registered");
            Party.Answer done = sender.get("/v1/submissions/" + submission).expect(200);
            assertThat(done.text("status")).isEqualTo("REGISTERED");
            assertThat(done.text("number")).hasSize(20);
        } finally {
            pki().fallSilent();
            pki().answer();
        }
    }

    private static String[] options(String form) {
        return Stream.concat(Stream.of("-binary"), Stream.of(form.split(" ", -1))).toArray(String[]::new);
    }

    /** The same container with indefinite lengths around it. */
    private static byte[] indefinite(byte[] der) throws IOException {
        ContentInfo info = ContentInfo.getInstance(der);
        ASN1Sequence data = ASN1Sequence.getInstance(info.getContent());
        return new BERSequence(new ASN1Encodable[]{info.getContentType(),
                new BERTaggedObject(true, 0, new BERSequence(data.toArray()))}).getEncoded(ASN1Encoding.BER);
    }

    private static boolean isIndefinite(byte[] cms) {
        return cms[0] == 0x30 && (cms[1] & 0xff) == 0x80;
    }

    private static Party sender() {
        return party(good()).join(nonResident("DE", "DE811257890", "Muster GmbH"));
    }

    private static Party recipient() {
        return party(pki().person("partner")).join(nonResident("PL", "PL5252248481", "Przykład sp. z o.o."));
    }

    private static Map<String, Object> nonResident(String country, String taxId, String name) {
        Map<String, Object> registration = new LinkedHashMap<>();
        registration.put("kind", "LEGAL_ENTITY");
        registration.put("country", country);
        registration.put("taxId", taxId);
        registration.put("name", name);
        return registration;
    }

    private static Party resident() {
        return new Party(center().http(), Objects.requireNonNull(residents).person("head-a").signer())
                .join(Map.of("kind", "LEGAL_ENTITY"));
    }

    private static Party party(LivePki.Person person) {
        return new Party(center().http(), content -> pki().sign(person, content));
    }

    private static LivePki.Person good() {
        return pki().person("good");
    }

    private static LivePki pki() {
        return Objects.requireNonNull(live);
    }

    private static OwnCenter center() {
        return Objects.requireNonNull(running);
    }
}

package kz.centerpro.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import kz.centerpro.sandbox.ncalayer.NcaLayerSimulator;
import kz.centerpro.sandbox.phone.PhoneSimulator;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** People sign with a simulated phone over the network, with real GOST and RSA signatures. */
class PhoneIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String REQUESTS = "/v1/signing-requests";

    @Test
    void aDocumentIsCountersignedOnAPhone() {
        Party alice = TestCenter.companyA();
        Party bob = TestCenter.companyB();
        byte[] content = "Договор поставки № 7".getBytes(StandardCharsets.UTF_8);
        Map<String, Object> metadata = new HashMap<>(Party.metadata(bob, null));
        metadata.put("response", Map.of("required", "SIGNATURE", "order", "SEQUENTIAL"));
        String number = alice.send(metadata, alice.sign(content), content, null).expect(201).text("number");
        Await.until("it arrives", SOON, () -> bob.get("/v1/documents/" + number).status() == 200);
        Map<String, Object> asked = Map.of("purpose", "DOCUMENT", "items", List.of(
                Map.of("names", Map.of("kk", "Шарт № 7", "ru", "Договор № 7"), "number", number)));
        TestCenter.person("entrepreneur").join(Map.of("kind", "ENTREPRENEUR")).call("POST", REQUESTS, asked)
                .expect(404); // a stranger's number is as one that does not exist
        Party.Answer made = bob.call("POST", REQUESTS, asked).expect(201);
        String link = made.body().at("/qr/text").asString();

        PhoneSimulator.Sent wrong = phone("head-b").signingInstead(_ -> new byte[]{1}).sign(link);
        assertThat(wrong.status()).isEqualTo(403);
        assertThat(wrong.answer()).contains("signing_mismatch", "not over the bytes");
        PhoneSimulator.Sent sent = phone("head-b").sign(made.body().at("/links/egovMobile").asString());
        assertThat(sent.isTaken()).isTrue();
        assertThat(sent.shown().names()).containsExactly("Договор № 7");

        JsonNode seen = bob.get(REQUESTS + "/" + made.text("id") + "?wait=5&known=OPENED").expect(200).body();
        bob.call("POST", "/v1/documents/" + number + "/signatures",
                Map.of("signature", seen.at("/signatures/0").asString())).expect(201);
    }

    @Test
    void aPersonSignsInWithAPhone() {
        Party nobody = new Party(TestCenter.center().http(), bytes -> bytes);
        String challenge = nobody.call("POST", "/v1/auth/challenges", Map.of()).expect(200).text("challenge");
        Party.Answer made = nobody.call("POST", REQUESTS, Map.of("purpose", "LOGIN", "items", List.of(
                Map.of("content", Party.base64(challenge.getBytes(StandardCharsets.UTF_8)))))).expect(201);
        assertThat(phone("employee-b").sign(made.body().at("/qr/text").asString()).isTaken()).isTrue();
        String path = REQUESTS + "/" + made.text("id");
        nobody.get(path).expect(401);
        String signature = nobody.with("Signing-Secret", made.text("secret")).get(path).expect(200).body()
                .at("/signatures/0").asString();
        Party.Answer entered = nobody.call("POST", "/v1/auth/tokens",
                Map.of("challenge", challenge, "signature", signature, "as", "cookie")).expect(200);
        assertThat(entered.body().at("/signatory/name").asString()).isEqualTo("ОМАРОВА ЖАНАР");
        assertThat(entered.headers().toString()).contains("__Host-session");
    }

    @Test
    void theAssemblyRunsASimulatedNcaLayer() {
        NcaLayerSimulator layer = Objects.requireNonNull(TestCenter.center().ncaLayer());
        Party anybody = new Party(TestCenter.center().http(), bytes -> bytes);
        assertThat(anybody.get("/dev/info").expect(200).text("ncaLayer")).isEqualTo(layer.uri().toString());
    }

    private static PhoneSimulator phone(String person) {
        return PhoneSimulator.of(TestCenter.trustCentre().person(person).signer());
    }
}

package kz.centerpro.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import kz.centerpro.sandbox.trustcentre.KeyKind;
import kz.centerpro.sandbox.trustcentre.PersonProfile;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is done in an account's name at the doors of all rooms, and of notification, stands in its log of acts. */
class LogOfActsIT {

    private final Party person = new Party(TestCenter.center().http(), TestCenter.trustCentre()
            .issue(PersonProfile.resident("acts", KeyKind.GOST, "ЖАЗҒАН", "АДАМ", null, "850416300018")).signer());

    private List<String> log() {
        return person.get("/v1/audit?limit=1000").expect(200).body().path("items").valueStream()
                .map(row -> row.path("action").asString() + " " + row.path("status").asInt()).toList().reversed();
    }

    @Test
    void tellsWhatWasDoneFromTheFirstSignInOn() {
        person.join(Map.of("kind", "INDIVIDUAL"));
        Party bob = TestCenter.companyB();
        String counterparty = "/v1/counterparties/KZ/" + bob.taxId();
        person.call("PUT", counterparty, Map.of("alias", "Боб")).expect(201);
        person.call("DELETE", counterparty, null).expect(204);
        JsonNode asked = person.call("POST", "/v1/signing-requests", Map.of("purpose", "STATEMENT", "items",
                List.of(Map.of("names", Map.of("ru", "Заявление"), "content", Party.base64(new byte[]{1})))))
                .expect(201).body();
        person.call("DELETE", "/v1/signing-requests/" + asked.path("id").asString(), null).expect(204);
        String number = person.send(bob, "Ссылка".getBytes(StandardCharsets.UTF_8)).expect(201).text("number");
        person.get("/v1/documents/" + number + "/link").expect(200);
        person.call("PUT", "/v1/notification-preferences/email", Map.of("address", "a@example.kz")).expect(200, 202);
        person.call("DELETE", "/v1/webhooks/00000000-0000-0000-0000-000000000000", null).expect(404);
        person.get("/v1/webhooks").expect(200);

        Await.until("all is written", Duration.ofSeconds(10), () -> log().contains("MAKE_LINK 200"));
        assertThat(log()).containsSubsequence("SIGN_IN 200", "REGISTER 201", "ACCEPT_OFFER 201",
                "CHANGE_COUNTERPARTY 201", "DROP_COUNTERPARTY 204", "ASK_PHONE 201", "GIVE_UP_PHONE 204", "SEND 201",
                "MAKE_LINK 200").contains("REMOVE_WEBHOOK 404").anyMatch(row -> row.startsWith("CHANGE_EMAIL 2"))
                .filteredOn("REGISTER 201"::equals).hasSize(1);
    }
}

package kz.centerpro.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import kz.centerpro.contracts.document.DocumentNumber;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The walk of one document, in the order that ARCHITECTURE.md tells it. */
class OneDocumentWalkIT {

    private static final Duration SOON = Duration.ofSeconds(10);

    @Test
    void walksFromASignedFileToALiveNotificationAndBack() {
        // Parties: two companies, their heads signed in by their keys, the offer accepted.
        Party alice = TestCenter.companyA();
        Party bob = TestCenter.companyB();
        String base = TestCenter.center().http();
        String beforeAlice = top(alice);
        String beforeBob = top(bob);
        try (Boxes alices = Boxes.follow(base, alice.token(), beforeAlice);
                Boxes bobs = Boxes.follow(base, bob.token(), beforeBob)) {

            // The door: a signed document comes in, is verified and gets its number.
            byte[] content = "Шот-фактура № 17".getBytes(StandardCharsets.UTF_8);
            Party.Answer sent = alice.send(Party.metadata(bob, "walk-17"), alice.sign(content), content, "walk-17-key")
                    .expect(201);
            String number = sent.text("number");
            assertThat(DocumentNumber.isValid(number)).isTrue();
            JsonNode signer = sent.body().path("signers").get(0);
            assertThat(signer.path("role").asString()).isEqualTo("FIRST_HEAD");
            assertThat(signer.path("bin").asString()).isEqualTo(alice.taxId());

            // Both sides see it live.
            assertThat(alices.next("document.registered", SOON).path("subject").asString()).isEqualTo(number);
            JsonNode arrived = bobs.next("document.arrived", SOON);
            assertThat(arrived.path("subject").asString()).isEqualTo(number);
            assertThat(arrived.path("data").path("sender").path("taxId").asString()).isEqualTo(alice.taxId());
            assertThat(alices.next("document.delivered", SOON).path("subject").asString()).isEqualTo(number);

            // The recipient fetches: received. He reads: read. The sender hears both, in order.
            assertThat(bob.get("/v1/documents/" + number + "/content").expect(200).bytes()).isEqualTo(content);
            assertThat(alices.next("document.received", SOON).path("subject").asString()).isEqualTo(number);
            bob.call("POST", "/v1/documents/" + number + "/receipts", Map.of("kind", "READ")).expect(200);
            assertThat(alices.next("document.read", SOON).path("subject").asString()).isEqualTo(number);

            // Both lists show it, and repeating the submission changes nothing.
            assertThat(alice.get("/v1/documents/" + number).expect(200).text("status")).isEqualTo("COMPLETED");
            assertThat(bob.get("/v1/documents/" + number).expect(200).text("status")).isEqualTo("READ");
            Party.Answer again = alice.send(Party.metadata(bob, "walk-17"), alice.sign(content), content, "walk-17-key")
                    .expect(200);
            assertThat(again.text("number")).isEqualTo(number);
        }
    }

    private static String top(Party party) {
        return party.get("/v1/documents?box=in&limit=1").expect(200).text("cursor");
    }
}

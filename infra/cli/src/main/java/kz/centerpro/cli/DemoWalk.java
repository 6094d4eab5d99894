package kz.centerpro.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import kz.centerpro.cli.client.HubClient;
import kz.centerpro.cli.client.MultipartBody;
import kz.centerpro.contracts.event.EventTypes;
import kz.centerpro.contracts.party.WireTime;
import tools.jackson.databind.JsonNode;

/** The walk of one document, seen from outside. */
final class DemoWalk {

    private final HubClient hub;
    private final Story story;
    private final DemoParty sender;
    private final DemoParty recipient;

    DemoWalk(HubClient hub, Story story, DemoParty sender, DemoParty recipient) {
        this.hub = hub;
        this.story = story;
        this.sender = sender;
        this.recipient = recipient;
    }

    void walk() throws IOException {
        story.step("hub", "at " + hub.base() + ", offer version "
                + hub.get("/v1/offers/current", null).path("no").asInt() + " is in force");
        sender.join();
        recipient.join();
        byte[] content = ("Счёт на оплату № 17\nОт: " + sender.title() + "\nКому: " + recipient.title()
                + "\nСумма: 40 000,00 KZT\nВремя: " + WireTime.format(Instant.now()) + "\n")
                .getBytes(StandardCharsets.UTF_8);
        String number = send(content);
        fetch(number, content);
        read(number);
        story.fact("number", number);
        story.end("Document " + number + " went the whole way.");
    }

    private String send(byte[] content) throws IOException {
        byte[] cms = sender.account().signer().sign(content, false);
        byte[] metadata = Json.bytes(Map.of("title", "Счёт на оплату № 17", "fileName", "invoice-17.txt", "mediaType",
                "text/plain; charset=utf-8", "recipients", List.of(Map.of("taxId", recipient.taxId()))));
        story.step(sender.name(), "sends an invoice of " + content.length + " bytes, signed here, to "
                + recipient.title());
        JsonNode answer = hub.submit(sender.account().token(), UUID.randomUUID().toString(),
                MultipartBody.detached(metadata, cms, content)).body();
        String number = answer.path("number").asString("");
        if (number.isEmpty()) {
            throw CommandFailure.unknown("the document was not registered at once: " + answer);
        }
        JsonNode signer = answer.path("signers").path(0);
        story.step("hub", "registered it as " + number + "; signer " + signer.path("name").asString() + ", "
                + signer.path("role").asString() + ", " + signer.path("algorithm").asString());
        sender.hears(EventTypes.DOCUMENT_REGISTERED, number);
        recipient.hears(EventTypes.DOCUMENT_ARRIVED, number);
        sender.hears(EventTypes.DOCUMENT_DELIVERED, number);
        return number;
    }

    private void fetch(String number, byte[] sent) throws IOException {
        byte[] fetched = hub.bytes("/v1/documents/" + number + "/content", recipient.account().token());
        if (!Arrays.equals(sent, fetched)) {
            throw CommandFailure.refused("the fetched bytes are not the sent ones");
        }
        story.step(recipient.name(), "fetched the content: the very bytes that were sent");
        sender.hears(EventTypes.DOCUMENT_RECEIVED, number);
    }

    private void read(String number) throws IOException {
        hub.post("/v1/documents/" + number + "/receipts", recipient.account().token(), Map.of("kind", "READ"));
        story.step(recipient.name(), "marked it as read");
        sender.hears(EventTypes.DOCUMENT_READ, number);
    }
}

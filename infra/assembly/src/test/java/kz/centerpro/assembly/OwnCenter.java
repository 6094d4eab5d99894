package kz.centerpro.assembly;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import kz.centerpro.sandbox.acquirer.AcquirerSimulator;
import kz.centerpro.sandbox.esf.EsfSimulator;
import kz.centerpro.sandbox.trustcentre.ClientSigner;
import kz.centerpro.sandbox.FreePorts;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An assembly of one test class, with settings of its own and in a folder of its own. */
final class OwnCenter implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final Center center;

    private OwnCenter(Center center) {
        this.center = center;
    }

    /** {@code settings} as {@code name=value}. */
    static OwnCenter start(List<String> settings) {
        List<String> arguments = new ArrayList<>(List.of("--server.port=" + FreePorts.any(),
                "--center.notification.rsocket.port=" + FreePorts.any(),
                "--management.server.port=" + FreePorts.any(), "--center.development.trust-port=" + FreePorts.any(),
                // Many keys are refused here on purpose, all from one address.
                "--center.access.wrong-logins-permitted=1000"));
        settings.forEach(setting -> arguments.add("--" + setting));
        return new OwnCenter(Center.start(folder("center-"), arguments.toArray(String[]::new)));
    }

    static Path folder(String prefix) {
        try {
            return Files.createTempDirectory(Path.of("target").toAbsolutePath(), prefix);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** Somebody of the development trust centre. */
    Party person(String id) {
        return new Party(http(), Objects.requireNonNull(center.trustCentre()).person(id).signer());
    }

    /** The key of somebody of the development trust centre. */
    ClientSigner signer(String id) {
        return Objects.requireNonNull(center.trustCentre()).person(id).signer();
    }

    AcquirerSimulator acquirer() {
        return Objects.requireNonNull(center.acquirer());
    }

    EsfSimulator esf() {
        return Objects.requireNonNull(center.esf());
    }

    String management() {
        return center.management();
    }

    String http() {
        return center.http();
    }

    /** What was sent, and what the recipient's view says once it has arrived. */
    @SuppressWarnings("ArrayRecordComponent")
    record Carried(Party.Answer sent, JsonNode received, byte[] content) {

        JsonNode signer() {
            return received.path("signers").path(0);
        }
    }

    /**
     * Sends and follows the whole way: registered, arrived, fetched (received), read; each step seen live by the other
     * side. {@code content} is null for an attached signature.
     */
    Carried carry(Party from, Party to, byte[] cms, byte @Nullable [] content) {
        try (Boxes sender = Boxes.follow(http(), from.token(), top(from));
                Boxes recipient = Boxes.follow(http(), to.token(), top(to))) {
            Party.Answer sent = from.send(Party.metadata(to, null), cms, content, UUID.randomUUID().toString())
                    .expect(201);
            String number = sent.text("number");
            await(sender, "document.registered", number);
            await(recipient, "document.arrived", number);
            byte[] fetched = to.get("/v1/documents/" + number + "/content").expect(200).bytes();
            await(sender, "document.received", number);
            to.call("POST", "/v1/documents/" + number + "/receipts", Map.of("kind", "READ")).expect(200);
            await(sender, "document.read", number);
            from.get("/v1/documents/" + number).expect(200);
            return new Carried(sent, to.get("/v1/documents/" + number).expect(200).body(), fetched);
        }
    }

    static void await(Boxes box, String type, String subject) {
        box.next(event -> event.path("type").asString("").endsWith(type)
                && event.path("subject").asString("").equals(subject), type + " of " + subject, SOON);
    }

    private static String top(Party party) {
        return party.get("/v1/documents?box=in&limit=1").expect(200).text("cursor");
    }

    @Override
    public void close() {
        center.close();
    }
}

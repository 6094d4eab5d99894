package kz.centerpro.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import kz.centerpro.cli.client.Account;
import kz.centerpro.cli.client.HubAddress;
import kz.centerpro.cli.client.HubClient;
import kz.centerpro.cli.client.MultipartBody;
import kz.centerpro.cli.client.Retry;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.VerificationPolicy;
import kz.centerpro.hub.signature.SignatureDesk;
import kz.centerpro.sandbox.trustcentre.ClientSigner;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Signs a file and sends it. */
@Command(name = "send", description = "Sign a file and send it to a participant. A repeated attempt after a lost "
        + "connection carries the same Idempotency-Key, so nothing is sent twice.")
final class SendCommand extends Reporting implements Callable<Integer> {

    private static final int ATTACHED_BYTES_MAX = 11 * 1024 * 1024;

    @Mixin
    private HubOptions hub = new HubOptions();

    @Mixin
    private KeyOptions key = new KeyOptions();

    @Option(names = "--to", paramLabel = "TAXID", required = true, description = "IIN, BIN or foreign tax number of the recipient; repeatable")
    private List<String> recipients = new ArrayList<>();

    @Option(names = "--country", defaultValue = "KZ", description = "of the recipients (default: ${DEFAULT-VALUE})")
    private String country = "KZ";

    @Option(names = "--title", description = "what people see in lists (default: the file's name)")
    private @Nullable String title;

    @Option(names = "--external-id", description = "your own id: the same id with the same content is sent once")
    private @Nullable String externalId;

    @Option(names = "--signature", paramLabel = "CMS", description = "a ready-made signature of the file")
    private @Nullable Path signature;

    @Option(names = "--attached", description = "put the file into the signature")
    private boolean attached;

    @Option(names = "--stamp", paramLabel = "TSA_URL", description = "have the signature time-stamped (CAdES-T)")
    private @Nullable URI stamp;

    @Option(names = "--key", paramLabel = "KEY", description = "Idempotency-Key (default: a fresh one)")
    private String idempotencyKey = UUID.randomUUID().toString();

    @Parameters(index = "0", paramLabel = "FILE", description = "what to send")
    private @Nullable Path file;

    @Override
    public Integer call() throws IOException {
        HubAddress address = hub.address();
        ClientSigner signer = key.signer(address);
        Retry retry = hub.retry(line -> err().println("center: " + line));
        HubClient client = new HubClient(address.http());
        Account account = new Account(client, signer, retry);
        MultipartBody body = body(stamp == null ? signer : signer.withTimeStamps(stamp));
        HubClient.Answer answer = retry.of(() -> client.submit(account.token(), idempotencyKey, body));
        return told(answer);
    }

    private MultipartBody body(ClientSigner signer) throws IOException {
        Path content = Objects.requireNonNull(file);
        if (!Files.isRegularFile(content) || !Files.isReadable(content)) {
            throw CommandFailure.unreadable("there is no readable file " + content);
        }
        byte[] metadata = Json.bytes(metadata(content));
        if (signature != null) {
            byte[] cms = InputFile.bytes(signature, SignatureDesk.BYTES_MAX);
            return isDetached(cms, signature)
                    ? MultipartBody.detached(metadata, cms, content)
                    : MultipartBody.attached(metadata, cms);
        }
        if (attached) {
            return MultipartBody.attached(metadata, signer.sign(InputFile.bytes(content, ATTACHED_BYTES_MAX), true));
        }
        try (InputStream bytes = Files.newInputStream(content)) {
            return MultipartBody.detached(metadata, signer.signDetached(bytes), content);
        }
    }

    private static boolean isDetached(byte[] cms, Path named) {
        try {
            return new SignatureDesk(SignatureDesk.BYTES_MAX, VerificationPolicy.offline()).read(cms).detached();
        } catch (MalformedSignature malformed) {
            throw CommandFailure.unreadable(named + " is not a signature that can be read: " + malformed.getMessage());
        }
    }

    private Map<String, Object> metadata(Path content) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        if (externalId != null) {
            metadata.put("externalId", externalId);
        }
        String name = content.getFileName().toString();
        metadata.put("title", title == null ? name : title);
        metadata.put("fileName", name);
        metadata.put("recipients",
                recipients.stream().map(taxId -> Map.of("country", country, "taxId", taxId)).toList());
        return metadata;
    }

    private int told(HubClient.Answer answer) {
        JsonNode body = answer.body();
        String status = body.path("status").asString("");
        if (json()) {
            out().println(Json.text(body));
        } else {
            out().println(status + (body.has("number") ? "  number " + body.path("number").asString() : "")
                    + (answer.status() == 200 ? "  (sent before: the same answer)" : ""));
            body.path("signers").forEach(by -> out().println("  signed by " + by.path("name").asString() + ", "
                    + by.path("role").asString() + ", " + by.path("algorithm").asString()));
            body.path("warnings").forEach(warning -> out().println("  warning: " + warning.asString()));
            if (body.has("detail")) {
                out().println("  " + body.path("detail").asString());
            }
        }
        return switch (status) {
            case "REGISTERED" -> Exit.GOOD;
            case "PENDING_VALIDATION" -> Exit.INDETERMINATE;
            default -> Exit.BAD;
        };
    }
}

package kz.centerpro.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import kz.centerpro.cli.client.Account;
import kz.centerpro.cli.client.HubAddress;
import kz.centerpro.cli.client.HubClient;
import kz.centerpro.cli.client.Sending;
import kz.centerpro.client.Sent;
import kz.centerpro.client.Submission;
import kz.centerpro.contracts.document.SubmissionAnswer;
import kz.centerpro.contracts.document.SubmissionMetadata;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.VerificationPolicy;
import kz.centerpro.hub.signature.SignatureDesk;
import kz.centerpro.sandbox.trustcentre.ClientSigner;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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
        Consumer<String> repeats = line -> err().println("center: " + line);
        Account account = new Account(new HubClient(address.http()), signer, hub.retry(repeats));
        Submission document = document(stamp == null ? signer : signer.withTimeStamps(stamp)).withKey(idempotencyKey);
        return told(new Sending(address.http(), account, hub.patience(), repeats).send(document));
    }

    private Submission document(ClientSigner signer) throws IOException {
        Path content = Objects.requireNonNull(file);
        if (!Files.isRegularFile(content) || !Files.isReadable(content)) {
            throw CommandFailure.unreadable("there is no readable file " + content);
        }
        SubmissionMetadata metadata = metadata(content);
        if (signature != null) {
            byte[] cms = InputFile.bytes(signature, SignatureDesk.BYTES_MAX);
            return isDetached(cms, signature)
                    ? Submission.detached(metadata, cms, content)
                    : Submission.attached(metadata, cms);
        }
        if (attached) {
            return Submission.attached(metadata, signer.sign(InputFile.bytes(content, ATTACHED_BYTES_MAX), true));
        }
        try (InputStream bytes = Files.newInputStream(content)) {
            return Submission.detached(metadata, signer.signDetached(bytes), content);
        }
    }

    private static boolean isDetached(byte[] cms, Path named) {
        try {
            return new SignatureDesk(SignatureDesk.BYTES_MAX, VerificationPolicy.offline()).read(cms).detached();
        } catch (MalformedSignature malformed) {
            throw CommandFailure.unreadable(named + " is not a signature that can be read: " + malformed.getMessage());
        }
    }

    private SubmissionMetadata metadata(Path content) {
        String name = content.getFileName().toString();
        return new SubmissionMetadata(externalId, title == null ? name : title, null, name, null,
                recipients.stream().map(taxId -> new SubmissionMetadata.Recipient(country, taxId)).toList(), null);
    }

    private int told(Sent sent) {
        SubmissionAnswer answer = sent.answer();
        if (json()) {
            out().println(Json.text(answer));
        } else {
            out().println(answer.status() + (answer.number() == null ? "" : "  number " + answer.number())
                    + (sent.repeated() ? "  (sent before: the same answer)" : ""));
            answer.signers().forEach(by -> out().println("  signed by " + by.name() + ", " + by.role() + ", "
                    + by.algorithm()));
            answer.warnings().forEach(warning -> out().println("  warning: " + warning));
            if (answer.awaitingConnection() != null) {
                answer.awaitingConnection().forEach(party -> out()
                        .println("  waits for " + party.country() + " " + party.taxId() + ", who has not joined"));
            }
            if (answer.detail() != null) {
                out().println("  " + answer.detail());
            }
        }
        return switch (answer.status()) {
            case SubmissionAnswer.REGISTERED -> Exit.GOOD;
            case SubmissionAnswer.PENDING_VALIDATION -> Exit.INDETERMINATE;
            default -> Exit.BAD;
        };
    }
}

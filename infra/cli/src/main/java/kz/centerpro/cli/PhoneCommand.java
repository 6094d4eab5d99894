package kz.centerpro.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import kz.centerpro.sandbox.phone.PhoneSimulator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A phone with eGov Mobile, played by hand. */
@Command(name = "phone", description = {
        "Play a phone with eGov Mobile: read what a QR code says, sign everything, send it.",
        "Copy the link from under the code in the cabinet."})
final class PhoneCommand extends Reporting implements Callable<Integer> {

    @Mixin
    private HubOptions hub = new HubOptions();

    @Mixin
    private KeyOptions key = new KeyOptions();

    @Option(names = "--other-content", description = "sign something else, to see it refused")
    private boolean other;

    @Parameters(paramLabel = "LINK", description = "mobileSign:… of the QR code, or the link that opens the application")
    private @Nullable String link;

    @Override
    public Integer call() throws IOException {
        PhoneSimulator honest = PhoneSimulator.of(key.signer(hub.address()));
        PhoneSimulator phone = other ? honest.signingInstead(_ -> new byte[]{1}) : honest;
        PhoneSimulator.Sent sent = signed(phone, Objects.requireNonNull(link));
        if (json()) {
            out().println(Json.text(Map.of("status", sent.status(), "organisation", sent.shown().organisation(),
                    "description", sent.shown().description(), "documents", sent.shown().names())));
        } else {
            out().println(sent.shown().organisation() + ": " + sent.shown().description());
            sent.shown().names().forEach(name -> out().println("  signed: " + name));
            out().println(sent.isTaken() ? "taken" : "refused (" + sent.status() + "): " + sent.answer());
        }
        return sent.isTaken() ? Exit.GOOD : Exit.BAD;
    }

    private static PhoneSimulator.Sent signed(PhoneSimulator phone, String link) throws IOException {
        try {
            return phone.sign(link);
        } catch (UncheckedIOException lost) {
            throw Objects.requireNonNull(lost.getCause());
        } catch (IllegalArgumentException noAddress) {
            throw CommandFailure.unreadable("this is no link of a QR code: " + link);
        }
    }
}

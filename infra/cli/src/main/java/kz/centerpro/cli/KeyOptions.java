package kz.centerpro.cli;

import java.io.Console;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import kz.centerpro.cli.client.HubAddress;
import kz.centerpro.sandbox.trustcentre.ClientSigner;
import kz.centerpro.sandbox.trustcentre.TrustCentre;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whose key signs. A password is never an argument, where other users of the machine could read it. */
final class KeyOptions {

    private static final int PASSWORD_BYTES_MAX = 4096;

    @Option(names = "--as", paramLabel = "P12", description = "key file (PKCS#12), or the id of a test person of a development hub, like head-a")
    private @Nullable String as;

    @Option(names = "--password-file", paramLabel = "FILE", description = "file with the key file's password")
    private @Nullable Path passwordFile;

    @Option(names = "--password-env", paramLabel = "VAR", description = "environment variable with the password")
    private @Nullable String passwordVariable;

    boolean given() {
        return as != null;
    }

    ClientSigner signer(HubAddress hub) {
        String named = as;
        if (named == null) {
            throw CommandFailure.unreadable("name a key file with --as");
        }
        Path file = Path.of(named);
        Path person = hub.people() == null ? null : hub.people().resolve(named + ".p12");
        if (!Files.exists(file) && person != null && Files.exists(person)) {
            return ClientSigner.open(person, TrustCentre.PASSWORD);
        }
        if (!Files.isRegularFile(file)) {
            throw CommandFailure.unreadable("there is no key file " + named);
        }
        return ClientSigner.open(file, password(file, hub));
    }

    private String password(Path file, HubAddress hub) {
        if (passwordFile != null) {
            return new String(InputFile.bytes(passwordFile, PASSWORD_BYTES_MAX), StandardCharsets.UTF_8)
                    .lines().findFirst().orElse("");
        }
        if (passwordVariable != null) {
            String value = System.getenv(passwordVariable);
            if (value == null) {
                throw CommandFailure.unreadable("the environment variable " + passwordVariable + " is not set");
            }
            return value;
        }
        if (hub.people() != null && file.toAbsolutePath().normalize().startsWith(hub.people())) {
            return TrustCentre.PASSWORD;
        }
        Console console = Objects.requireNonNull(System.console());
        char[] typed = console.isTerminal() ? console.readPassword("Password of %s: ", file.getFileName()) : null;
        if (typed == null) {
            throw CommandFailure.unreadable("give the password with --password-file or --password-env");
        }
        return new String(typed);
    }
}

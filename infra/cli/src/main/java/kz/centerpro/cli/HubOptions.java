package kz.centerpro.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import kz.centerpro.cli.client.HubAddress;
import kz.centerpro.cli.client.Retry;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which hub, and how long to try it. */
final class HubOptions {

    @Option(names = "--url", paramLabel = "URL", description = "the hub (default: the one running from this folder, else http://127.0.0.1:8080)")
    private @Nullable String url;

    @Option(names = "--patience", paramLabel = "SECONDS", defaultValue = "60", description = "how long a lost connection or an overloaded hub is tried again (default: ${DEFAULT-VALUE})")
    private long patience;

    HubAddress address() {
        try {
            return HubAddress.find(url, Path.of(""));
        } catch (IllegalArgumentException wrong) {
            throw CommandFailure.unreadable("--url: " + wrong.getMessage());
        }
    }

    Duration patience() {
        return Duration.ofSeconds(patience);
    }

    Retry retry(Consumer<String> told) {
        return new Retry(patience(), told);
    }
}

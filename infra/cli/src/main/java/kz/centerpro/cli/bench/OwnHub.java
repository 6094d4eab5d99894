package kz.centerpro.cli.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import kz.centerpro.assembly.Center;
import kz.centerpro.cli.client.Account;
import kz.centerpro.cli.client.HubClient;
import kz.centerpro.cli.client.Retry;
import kz.centerpro.sandbox.FreePorts;
import kz.centerpro.sandbox.trustcentre.ClientSigner;
import kz.centerpro.sandbox.trustcentre.TrustCentre;
import tools.jackson.databind.JsonNode;

/** A hub of the bench's own, on embedded servers in a temporary folder that is deleted at the end. */
final class OwnHub implements AutoCloseable {

    private final Path home;
    private final Center center;
    private final HubClient client;

    private OwnHub(Path home, Center center) {
        this.home = home;
        this.center = center;
        this.client = new HubClient(URI.create(center.http().replace("//localhost", "//127.0.0.1")));
    }

    static OwnHub start(String... settings) throws IOException {
        Path home = Files.createTempDirectory("center-bench-");
        List<String> all = new ArrayList<>(List.of(settings));
        all.add("--center.development.trust-port=" + FreePorts.any());
        all.add("--logging.level.root=error");
        all.add("--logging.level.kz.centerpro=error");
        try {
            return new OwnHub(home, Center.start(home, all.toArray(String[]::new)));
        } catch (RuntimeException failed) {
            delete(home);
            throw failed;
        }
    }

    Path home() {
        return home;
    }

    HubClient client() {
        return client;
    }

    TrustCentre trustCentre() {
        return Objects.requireNonNull(center.trustCentre());
    }

    /** A registered company that has accepted the offer. */
    Account company(String person) throws IOException {
        return company(client, trustCentre().person(person).signer());
    }

    static Account company(HubClient client, ClientSigner signer) throws IOException {
        Account account = new Account(client, signer, new Retry(Duration.ofSeconds(20), line -> {
        }));
        JsonNode participant = account.participant();
        if (participant == null) {
            participant = account.register("LEGAL_ENTITY", Map.of());
        }
        if (!"ACTIVE".equals(participant.path("status").asString())) {
            account.acceptOffer("ru");
        }
        return account;
    }

    @Override
    public void close() {
        center.close();
        delete(home);
    }

    /** What cannot be deleted is left to the system's own sweep of temporary folders. */
    static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> {
                if (!path.toFile().delete()) {
                    path.toFile().deleteOnExit();
                }
            });
        } catch (IOException | java.io.UncheckedIOException unreadable) {
            folder.toFile().deleteOnExit();
        }
    }
}

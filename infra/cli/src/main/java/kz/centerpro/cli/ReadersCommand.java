package kz.centerpro.cli;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import kz.centerpro.cli.client.Account;
import kz.centerpro.cli.client.HubAddress;
import kz.centerpro.cli.client.HubClient;
import kz.centerpro.cli.client.Retry;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Who may read the events of a box, and whose events one may read. */
@Command(name = "readers", description = "Who may read your events, and whose you may read; 'center watch --box' follows them.")
final class ReadersCommand extends Reporting implements Callable<Integer> {

    @Mixin
    private HubOptions hub = new HubOptions();

    @Mixin
    private KeyOptions key = new KeyOptions();

    @Option(names = "--add", paramLabel = "NUMBER", description = "let the participant with this IIN or BIN read your events")
    private @Nullable String add;

    @Option(names = "--remove", paramLabel = "NUMBER", description = "take that back")
    private @Nullable String remove;

    @Override
    public Integer call() throws IOException {
        HubAddress address = hub.address();
        Retry retry = hub.retry(line -> err().println("center: " + line));
        HubClient client = new HubClient(address.http());
        Account account = new Account(client, key.signer(address), retry);
        if (add != null) {
            client.put(path(add), account.token());
        }
        if (remove != null) {
            client.delete(path(remove), account.token());
        }
        JsonNode given = retry.of(() -> client.get("/v1/delegations", account.token())).path("items");
        JsonNode received = retry.of(() -> client.get("/v1/delegations/received", account.token())).path("items");
        if (json()) {
            out().println(Json.text(Map.of("given", given, "received", received)));
            return Exit.GOOD;
        }
        out().println("Your events are read by:");
        given.forEach(each -> out().println("  " + side(each.path("reader"))));
        out().println("You read the events of:");
        received.forEach(each -> out().println("  box " + each.path("box").asLong() + "  " + side(each.path("owner"))));
        return Exit.GOOD;
    }

    private static String path(String number) {
        return "/v1/delegations/KZ/" + number;
    }

    private static String side(JsonNode side) {
        return side.path("country").asString("") + " " + side.path("taxId").asString("") + "  "
                + side.path("name").asString("");
    }
}

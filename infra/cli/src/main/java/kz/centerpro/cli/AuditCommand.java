package kz.centerpro.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import kz.centerpro.cli.client.Account;
import kz.centerpro.cli.client.HubAddress;
import kz.centerpro.cli.client.HubClient;
import kz.centerpro.cli.client.Retry;
import kz.centerpro.contracts.access.AuditChain;
import kz.centerpro.contracts.access.AuditView;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The log of what was done in an account's name. */
@Command(name = "audit", description = "The log of what was done in an account's name: verify.", subcommands = AuditCommand.VerifyLog.class)
final class AuditCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(Objects.requireNonNull(spec).commandLine(), "Name what to do: verify.");
    }

    /** Fetches the whole log and reckons its chain here, without trusting the hub's word. */
    @Command(name = "verify", description = "Fetch the log and reckon its chain of hashes again: 0 when every row is what "
            + "it was, 1 at the first one that is not.")
    static final class VerifyLog extends Reporting implements Callable<Integer> {

        @Mixin
        private HubOptions hub = new HubOptions();

        @Mixin
        private KeyOptions key = new KeyOptions();

        @Option(names = "--operator", description = "the operator's own log; for staff")
        private boolean operator;

        @Override
        public Integer call() throws IOException {
            HubAddress address = hub.address();
            Retry retry = hub.retry(line -> err().println("center: " + line));
            HubClient client = new HubClient(address.http());
            Account account = new Account(client, key.signer(address), retry);
            List<AuditView> rows = new ArrayList<>();
            long box = 0;
            String below = "";
            do {
                String path = "/v1/audit?limit=1000&of=" + (operator ? "operator" : "own") + below;
                JsonNode page = retry.of(() -> client.get(path, account.token()));
                page.path("items").forEach(row -> rows.add(JsonMapper.shared().treeToValue(row, AuditView.class)));
                box = page.path("box").asLong();
                below = page.has("next") ? "&below=" + page.path("next").asLong() : "";
            } while (!below.isEmpty());
            Collections.reverse(rows);
            return told(rows.size(), AuditChain.firstBroken(box, rows));
        }

        private int told(int rows, Optional<Long> broken) {
            if (json()) {
                out().println(Json.text(broken.isEmpty()
                        ? Map.of("rows", rows, "whole", true)
                        : Map.of("rows", rows, "whole", false, "firstBroken", broken.get())));
            } else {
                out().println(broken.map(no -> "Row " + no + " is not what it was.")
                        .orElse(rows + " rows, each as it was written."));
            }
            return broken.isEmpty() ? Exit.GOOD : Exit.BAD;
        }
    }
}

package kz.centerpro.cli;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import kz.centerpro.cli.client.Account;
import kz.centerpro.cli.client.HubAddress;
import kz.centerpro.cli.client.HubClient;
import kz.centerpro.contracts.party.WireTime;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Timed jobs of a running hub (design, decision 11). */
@Command(name = "jobs", description = "Timed jobs: run one for a given instant.", subcommands = JobsCommand.Run.class)
final class JobsCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(Objects.requireNonNull(spec).commandLine(), "Say what to do: jobs run JOB.");
    }

    /** Runs one job now; what it finds wrong ends with 1. */
    @Command(name = "run", description = "Run a timed job, as staff. Its name may be wrong: then the hub tells all of them.")
    static final class Run extends Reporting implements Callable<Integer> {

        private static final ZoneId ALMATY = ZoneId.of("Asia/Almaty");

        @Mixin
        private HubOptions hub = new HubOptions();

        @Mixin
        private KeyOptions key = new KeyOptions();

        @Option(names = "--as-of", paramLabel = "TIME", description = "for this instant, as 2029-01-01T09:00:00+05:00 or as a day, which begins in Almaty (default: now); instants to come need a development hub")
        private @Nullable String asOf;

        @Parameters(index = "0", paramLabel = "JOB", description = "such as issue-acts, turn-tariffs, recompute-ledger, reconcile-usage")
        private String job = "";

        @Override
        public Integer call() throws IOException {
            if (!job.matches("[a-z][a-z-]{0,63}")) {
                throw CommandFailure.unreadable("a job is named like issue-acts");
            }
            Map<String, String> request = new LinkedHashMap<>();
            if (asOf != null) {
                request.put("asOf", WireTime.format(instant(asOf)));
            }
            HubAddress address = hub.address();
            HubClient client = new HubClient(address.http());
            Account account = new Account(client, key.signer(address),
                    hub.retry(line -> err().println("center: " + line)));
            return told(client.post("/v1/admin/jobs/" + job, account.token(), request));
        }

        static Instant instant(String typed) {
            try {
                return WireTime.parse(typed)
                        .orElseGet(() -> LocalDate.parse(typed).atStartOfDay(ALMATY).toInstant());
            } catch (DateTimeException notATime) {
                throw CommandFailure.unreadable("--as-of is a time like 2029-01-01T09:00:00+05:00, or a day");
            }
        }

        private int told(JsonNode done) {
            JsonNode findings = done.path("findings");
            if (json()) {
                out().println(Json.text(done));
            } else {
                out().println(done.path("job").asString() + " as of " + done.path("asOf").asString() + ": "
                        + done.path("count").asLong());
                findings.forEach(found -> out().println("  " + found.asString()));
            }
            return findings.isEmpty() ? Exit.GOOD : Exit.BAD;
        }
    }
}

package kz.centerpro.cli.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import kz.centerpro.hub.app.BillingApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Billing's side stream in a process of its own, to be killed. Its settings come as lines on standard input, so that no
 * secret stands in a command line; when the input ends, it ends.
 */
public final class BillingProcess implements AutoCloseable {

    private static final String READY = "billing is ready";

    private final Process process;

    private BillingProcess(Process process) {
        this.process = process;
    }

    /** Returns when it is ready. */
    static BillingProcess start(SeparateHub hub) throws IOException {
        Process process = new ProcessBuilder(Crowd.command("billing-process"))
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "bench-billing-closer"));
        BufferedWriter settings = process.outputWriter(StandardCharsets.UTF_8);
        for (String setting : List.of("--server.port=0", "--management.server.port=0", "--logging.level.root=error",
                "--logging.level.kz.centerpro=error", "--spring.main.banner-mode=off",
                "--center.billing.database.url=" + hub.postgres().r2dbcUrl(),
                "--center.billing.database.password=" + hub.billingPassword(), "")) {
            settings.write(setting);
            settings.newLine();
        }
        settings.flush();
        BufferedReader told = process.inputReader(StandardCharsets.UTF_8);
        for (String line = told.readLine(); !READY.equals(line); line = told.readLine()) {
            if (line == null) {
                throw new IOException("billing did not start");
            }
        }
        return new BillingProcess(process);
    }

    /** Without any goodbye. */
    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                throw new IOException("billing was killed and is still there");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException(stopped);
        }
    }

    /** The other end: runs billing until standard input ends. */
    public static void run(PrintStream out) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        List<String> settings = new ArrayList<>();
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            settings.add(line);
        }
        try (ConfigurableApplicationContext running = new SpringApplicationBuilder(BillingApplication.class)
                .properties("spring.config.name=billing").run(settings.toArray(String[]::new))) {
            out.println(READY);
            String said = in.readLine(); // nothing is said after the settings, so this waits for the end
            if (said != null) {
                throw new IOException("not expected by " + running.getId() + ": " + said);
            }
        }
    }
}

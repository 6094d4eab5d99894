package kz.centerpro.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import kz.centerpro.cli.client.HubRefusal;
import kz.centerpro.sandbox.SandboxException;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The command {@code center}. */
@Command(name = "center", mixinStandardHelpOptions = true, version = "center 0.1", scope = ScopeType.INHERIT, description = "Exchange of signed electronic documents.", sortOptions = false, synopsisSubcommandLabel = "COMMAND", footer = {
        "", "Exit codes: 0 good, 1 bad, 2 indeterminate, 3 usage or unreadable input."}, subcommands = {UpCommand.class,
                DemoCommand.class, SendCommand.class, WatchCommand.class, ReadersCommand.class, PhoneCommand.class,
                VerifyCommand.class, EvidenceCommand.class,
                JobsCommand.class, AuditCommand.class, BenchCommand.class})
public final class Center implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    /** Ends the process with the exit code of the command. */
    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        quiet(arguments.length > 0 && arguments[0].equals("up"));
        System.exit(run(out, err, arguments));
    }

    /**
     * Standard output belongs to the command alone: what a library writes goes to standard error, if anywhere. The
     * hub's process sets up its own logging later, and must not find the property then.
     */
    private static void quiet(boolean hub) {
        String property = "logback.configurationFile";
        System.setProperty(property, "kz/centerpro/cli/quiet-logback.xml");
        LoggerFactory.getILoggerFactory();
        System.clearProperty(property);
        if (!hub) {
            System.setOut(System.err);
        }
    }

    /** Runs one command and returns its exit code. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine line = new CommandLine(new Center());
        line.setOut(out).setErr(err).setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler(Center::misused);
        line.setExecutionExceptionHandler(Center::failed);
        return line.execute(arguments);
    }

    @Override
    public void run() {
        throw new ParameterException(Objects.requireNonNull(spec).commandLine(), "Name a command.");
    }

    private static int misused(ParameterException misuse, String[] arguments) {
        CommandLine line = misuse.getCommandLine();
        tell(line, List.of(arguments).contains("--json"), misuse.getMessage());
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(misuse, line.getErr())) {
            line.usage(line.getErr());
        }
        return Exit.USAGE;
    }

    private static int failed(Exception failure, CommandLine line, CommandLine.ParseResult parsed) {
        boolean json = parsed.originalArgs().contains("--json");
        if (failure instanceof CommandFailure plain) {
            tell(line, json, plain.getMessage());
            return plain.exit();
        }
        if (failure instanceof HubRefusal refusal) {
            tell(line, json, refusal);
            return refusal.passing() ? Exit.INDETERMINATE : Exit.BAD;
        }
        if (failure instanceof SandboxException keyFile) {
            tell(line, json, keyFile.getMessage());
            return Exit.USAGE;
        }
        if (failure instanceof IOException lost) {
            tell(line, json, "the hub does not answer (" + lost + "). Is it running? infra/bin/center up");
            return Exit.INDETERMINATE;
        }
        tell(line, json, "unexpected: " + failure);
        if (System.getenv("CENTER_TRACE") != null) {
            failure.printStackTrace(line.getErr());
        }
        return Exit.BAD;
    }

    private static void tell(CommandLine line, boolean json, HubRefusal refusal) {
        if (json) {
            line.getOut().println(
                    Json.text(Map.of("error", String.valueOf(refusal.getMessage()), "problem", refusal.problem())));
        }
        line.getErr().println("center: the hub refused: " + refusal.getMessage());
    }

    private static void tell(CommandLine line, boolean json, @Nullable String message) {
        if (json) {
            line.getOut().println(Json.text(Map.of("error", String.valueOf(message))));
        }
        line.getErr().println("center: " + message);
    }
}

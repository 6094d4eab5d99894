package kz.centerpro.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import kz.centerpro.assembly.CenterApplication;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Starts hub, notification and their servers in this process. */
@Command(name = "up", description = "Start everything in one process, with its data in the folder .center; "
        + "ends with Ctrl-C.")
final class UpCommand extends Reporting implements Callable<Integer> {

    @Parameters(arity = "0..*", paramLabel = "name=value", description = "settings, like server.port=9090")
    private List<String> settings = new ArrayList<>();

    @Override
    public Integer call() throws InterruptedException, IOException {
        if (json()) {
            System.setOut(System.err);
        }
        CenterApplication.main(settings.stream().map(setting -> "--" + setting).toArray(String[]::new));
        if (json()) {
            Path home = Path.of(System.getProperty("center.home", ".center"));
            out().println(Files.readString(home.resolve("run.json")).strip());
        }
        new CountDownLatch(1).await(); // until the process is told to end
        return Exit.GOOD;
    }
}

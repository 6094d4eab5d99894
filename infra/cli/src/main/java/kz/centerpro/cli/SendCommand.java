package kz.centerpro.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Not yet. */
@Command(name = "send")
final class SendCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        return Exit.USAGE;
    }
}

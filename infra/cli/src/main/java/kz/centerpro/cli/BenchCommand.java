package kz.centerpro.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Not yet. */
@Command(name = "bench")
final class BenchCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        return Exit.USAGE;
    }
}

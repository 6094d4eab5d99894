package kz.centerpro.cli.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Peers that come as Debian packages: looked for, and installed when that was asked for. */
final class DebianPeers {

    private DebianPeers() {}

    /** Whether the peer is there, after an attempt to install {@code packages} if {@code install}. */
    static boolean present(BooleanSupplier installed, String packages, boolean install, Consumer<String> progress)
            throws IOException, InterruptedException {
        if (installed.getAsBoolean()) {
            return true;
        }
        if (!install) {
            progress.accept("the peer is missing, another stands in: " + howTo(packages));
            return false;
        }
        progress.accept("installing " + packages);
        List<String> command = new ArrayList<>(List.of("apt-get", "install", "-y", "--no-install-recommends"));
        command.addAll(List.of(packages.split(" ", -1)));
        ProcessBuilder apt = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        apt.environment().put("DEBIAN_FRONTEND", "noninteractive");
        int code = apt.start().waitFor();
        if (code != 0 || !installed.getAsBoolean()) {
            progress.accept("apt-get ended with " + code + ": " + howTo(packages));
            return false;
        }
        return true;
    }

    static String howTo(String packages) {
        return "apt-get install " + packages + ", as root, or --install-peers";
    }
}

package kz.centerpro.cli;

import java.io.File;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import kz.centerpro.hub.certificate.TrustSnapshot;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whom to trust, as every command that verifies asks for it. */
final class TrustOptions {

    @Option(names = "--trust", paramLabel = "DIR", description = "certificates: self-signed ones are trusted, others help to build paths; repeatable "
            + "(default: $CENTER_TRUST)")
    private List<Path> trust = new ArrayList<>();

    @Option(names = "--crl", paramLabel = "DIR", description = "certificate revocation lists; repeatable")
    private List<Path> lists = new ArrayList<>();

    /**
     * @param warnings
     *            told when nobody is trusted; null tells nobody
     */
    TrustSnapshot snapshot(@Nullable PrintWriter warnings) {
        TrustFolders folders = new TrustFolders();
        for (Path place : trust.isEmpty() ? fromEnvironment() : trust) {
            folders.certificates(place);
        }
        lists.forEach(folders::lists);
        if (folders.anchors() == 0 && warnings != null) {
            warnings.println("center: no certificate is trusted; name some with --trust");
        }
        return folders.snapshot();
    }

    private static List<Path> fromEnvironment() {
        String places = System.getProperty("CENTER_TRUST", System.getenv().getOrDefault("CENTER_TRUST", ""));
        return Stream.of(places.split(File.pathSeparator, -1)).filter(place -> !place.isBlank())
                .map(Path::of).toList();
    }
}

package kz.centerpro.hub.pkitest;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import kz.centerpro.contracts.party.SignatureRegime;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.TrustSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Public artefacts of the national authority and of independent suites, read where they lie. A clone without them skips
 * the tests that need them, visibly.
 */
public final class SharedArtefacts {

    private SharedArtefacts() {}

    public static byte[] read(String path) {
        try {
            return Files.readAllBytes(folder().resolve(path));
        } catch (IOException absent) {
            throw new UncheckedIOException(absent);
        }
    }

    public static List<Path> files(String path) {
        try (Stream<Path> files = Files.walk(folder().resolve(path))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException absent) {
            throw new UncheckedIOException(absent);
        }
    }

    private static Path folder() {
        Path found = find();
        assumeTrue(found != null, "SKIPPED: the folder of shared artefacts (-Dcenter.shared) is not on this machine");
        return java.util.Objects.requireNonNull(found);
    }

    private static @Nullable Path find() {
        String configured = System.getProperty("center.shared");
        if (configured != null && Files.isDirectory(Path.of(configured, "kz-pki"))) {
            return Path.of(configured);
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve("shared/kz-pki"))) {
                return at.resolve("shared");
            }
        }
        return null;
    }

    /** Every root of the national authority, production and test, with every other authority as an intermediate. */
    public static TrustSnapshot.Builder nationalAuthority() throws MalformedSignature {
        TrustSnapshot.Builder builder = TrustSnapshot.builder(1);
        for (String folder : List.of("kz-pki/ca", "kz-pki/ca-test")) {
            for (Path file : files(folder)) {
                if (file.getFileName().toString().startsWith("root")) {
                    builder.anchor(read(folder + "/" + file.getFileName()), SignatureRegime.EDS);
                } else {
                    builder.intermediate(read(folder + "/" + file.getFileName()));
                }
            }
        }
        return builder;
    }
}

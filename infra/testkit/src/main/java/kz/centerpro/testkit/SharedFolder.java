package kz.centerpro.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** Public artefacts of the Kazakh PKI that tests read where they lie; they are not part of the project. */
public final class SharedFolder {

    private SharedFolder() {}

    /** The folder of the system property {@code center.shared}, else {@code shared} beside the project. */
    public static Path path() {
        String property = System.getProperty("center.shared", "");
        return (property.isBlank() ? Path.of("..", "shared") : Path.of(property)).toAbsolutePath().normalize();
    }

    public static Optional<Path> find(String relative) {
        Path file = path().resolve(relative);
        return Files.exists(file) ? Optional.of(file) : Optional.empty();
    }

    /** The file, or the test is skipped with a message that says what was missing. */
    public static Path require(String relative) {
        return find(relative).orElseGet(() -> Assumptions.abort("SKIPPED: the public artefact '" + relative
                + "' is not on this machine. Put it under the folder named by -Dcenter.shared."));
    }
}

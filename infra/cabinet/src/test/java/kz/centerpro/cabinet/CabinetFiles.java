package kz.centerpro.cabinet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The cabinet's files where they lie among the hub's resources. */
final class CabinetFiles {

    private static final Path FOLDER = root().resolve("hub/src/main/resources/static/cabinet");

    private CabinetFiles() {}

    /** A file with its path below the cabinet's folder, with slashes. */
    record Source(String name, String text) {

        boolean under(String folder) {
            return name.startsWith(folder + "/");
        }

        String file() {
            return name.substring(name.lastIndexOf('/') + 1);
        }

        long lines() {
            return text.lines().count();
        }

        /** Without comments, so that a rule judges what runs; strings are left alone. */
        String code() {
            return text.replaceAll("(?s)/\\*.*?\\*/", " ").replaceAll("(?m)(^|[\\s;{}(,])//.*$", "$1");
        }
    }

    static List<Source> of(String extension) {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith("." + extension)).sorted()
                    .map(file -> new Source(FOLDER.relativize(file).toString().replace('\\', '/'), read(file)))
                    .toList();
        } catch (IOException absent) {
            throw new UncheckedIOException(absent);
        }
    }

    static List<Source> scripts() {
        return of("js").stream().filter(file -> !file.under("i18n")).toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Path root() {
        Path up = Path.of("").toAbsolutePath();
        while (up != null && Files.notExists(up.resolve("mvnw"))) {
            up = up.getParent();
        }
        return Path.of(String.valueOf(up));
    }
}

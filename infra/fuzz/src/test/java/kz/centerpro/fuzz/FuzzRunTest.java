package kz.centerpro.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.Jazzer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Has each target fuzzed in a process of its own: the fuzzer takes one target in the life of a process. In a build the
 * mutations and their number are the same in every run; by hand {@code fuzz.duration} decides. Where Jazzer has no
 * native part for the machine, this fails and shows why.
 */
class FuzzRunTest {

    private static final Path FOLDER = Path.of(System.getProperty("fuzz.folder", "target/fuzz")).toAbsolutePath();
    private static final Path GIVEN = Path.of("src/test/resources/kz/centerpro/fuzz").toAbsolutePath();
    private static final Path SHARED = Path.of(System.getProperty("center.shared", "../../../shared")).toAbsolutePath();
    private static final Pattern DONE = Pattern.compile("^Done (\\d+) runs", Pattern.MULTILINE);
    private static final int OUTPUT_SHOWN = 6000;
    private static final int MUTATIONS = 1500;
    private static final String LONGEST_IN_A_BUILD = "60s";

    @ParameterizedTest
    @ValueSource(strings = {"Cms", "RevocationList", "Ocsp", "Timestamp", "Xml", "Asic", "Pdf", "Csv"})
    void findsNoInputThatATargetCannotBear(String target) throws Exception {
        String only = System.getProperty("fuzz.target", "");
        Assumptions.assumeTrue(only.isEmpty() || only.equals(target), () -> "SKIPPED: only " + only + " was asked for");
        List<Path> given = given(target);
        Path log = Files.createDirectories(FOLDER).resolve(target + ".log");
        Process fuzzer = new ProcessBuilder(command(target, given)).redirectErrorStream(true)
                .redirectOutput(log.toFile()).start();
        try {
            boolean ended = fuzzer.waitFor(seconds() + 120, TimeUnit.SECONDS);
            assertThat(ended).as("the fuzzer did not end; its output is %s", log).isTrue();
        } finally {
            fuzzer.destroyForcibly();
        }
        String output = Files.readString(log, StandardCharsets.ISO_8859_1);
        assertThat(fuzzer.exitValue()).as("%s was broken, or Jazzer cannot run here:%n%s", target, shown(output))
                .isZero();
        Matcher done = DONE.matcher(output);
        assertThat(done.find()).as("the fuzzer tried nothing:%n%s", shown(output)).isTrue();
        long tried = Long.parseLong(done.group(1));
        assertThat(tried).as("inputs tried, given ones among them").isGreaterThan(reads(given) + 100);
        System.out.println(target + ": " + tried + " inputs tried");
    }

    private static List<String> command(String target, List<Path> given) throws IOException {
        Path own = Files.createDirectories(FOLDER.resolve(target));
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java")
                .toString(),
                // Compiling well pays off only in a longer run.
                "-XX:TieredStopAtLevel=" + (byHand() ? 4 : 1),
                // Little memory, so that an input that takes much of it is found.
                "-Xmx256m", "-XX:+UseSerialGC", "-XX:-OmitStackTraceInFastThrow", "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
                "-Dorg.bouncycastle.x509.allow_absent_equiv_NULL=true", "-cp", System.getProperty("java.class.path"),
                Jazzer.class.getName(), "--target_class=kz.centerpro.fuzz." + target + "FuzzTest",
                // Arithmetic has no branch that a file could choose, and would be many times slower.
                "--instrumentation_includes=kz.centerpro.hub.**:org.bouncycastle.asn1.**",
                "--instrumentation_excludes=kz.centerpro.hub.gost.**", "--max_duration=" + duration(),
                "-runs=" + (byHand() ? -1 : reads(given) + MUTATIONS),
                "-seed=1", "-timeout=10", "-print_final_stats=1", "-artifact_prefix=" + own + "/finding-",
                own.toString()));
        given.forEach(folder -> command.add(folder.toString()));
        return command;
    }

    /** Folders to begin with; they are only read. */
    private static List<Path> given(String target) {
        String more = switch (target) {
            case "Cms" -> "corpora/fuzz-seeds/openssl-cms";
            case "RevocationList" -> "corpora/fuzz-seeds/openssl-crl";
            default -> "none";
        };
        return Stream.of(GIVEN.resolve(target + "FuzzTestInputs/endsInAValueOrARefusal"), SHARED.resolve(more))
                .filter(Files::isDirectory)
                .toList();
    }

    /** How often a given file is read; Jazzer finds some of the folders by itself as well. */
    private static long reads(List<Path> given) {
        return 2 * given.stream().mapToLong(FuzzRunTest::count).sum();
    }

    private static long count(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static boolean byHand() {
        return !System.getProperty("fuzz.duration", "").isEmpty();
    }

    private static String duration() {
        return byHand() ? System.getProperty("fuzz.duration") : LONGEST_IN_A_BUILD;
    }

    private static long seconds() {
        Matcher parts = Pattern.compile("(\\d+)([smh])").matcher(duration());
        if (!parts.matches()) {
            throw new IllegalArgumentException("fuzz.duration is written like 5s, 10m or 2h, not " + duration());
        }
        long unit = switch (parts.group(2)) {
            case "s" -> 1;
            case "m" -> 60;
            default -> 3600;
        };
        return Long.parseLong(parts.group(1)) * unit;
    }

    private static String shown(String output) {
        int dictionary = output.indexOf("###### Recommended dictionary");
        String told = dictionary < 0 ? output : output.substring(0, dictionary);
        int finding = told.indexOf("== Java Exception");
        int from = finding >= 0 ? finding : Math.max(0, told.length() - OUTPUT_SHOWN);
        return told.substring(from, Math.min(told.length(), from + OUTPUT_SHOWN));
    }
}

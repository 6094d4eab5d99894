package kz.centerpro.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import kz.centerpro.testkit.SharedFolder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** {@code center verify} over the independent suites: each file ends in its listed verdict or in words. */
class CorporaTest {

    /** Empty: nobody is trusted. */
    @TempDir
    private Path trust;

    /**
     * @param signed
     *            what is read: signatures by DSA, over MD4 or over SHA-1 of keys too short, which never pass
     */
    @ParameterizedTest
    @CsvSource({"openssl-cms,17,pkcs7-md4.pem",
            "rfc4134,41,4.1.bin 4.2.bin 4.3.bin 4.4.bin 4.5.bin 4.6.bin 4.7.bin 4.10.bin", "openssl-tsa,7,",
            "openssl-ocsp,69,"})
    void readsWhatIsSignedAndRefusesTheRestWithWords(String folder, int count, @Nullable String signed)
            throws Exception {
        List<Path> all = files("corpora/" + folder);
        Set<String> read = new TreeSet<>();
        for (Path file : all) {
            if (verified(file)) {
                read.add(file.getFileName().toString());
            }
        }
        assertThat(read).isEqualTo(signed == null ? Set.of() : Set.of(signed.split(" ", -1)));
        assertThat(all).hasSize(count);
    }

    @ParameterizedTest
    @CsvSource({"openssl-cms,1389", "openssl-crl,2064"})
    void endsWellWithEveryStrangeString(String folder, int count) throws Exception {
        List<Path> all = files("corpora/fuzz-seeds/" + folder);
        for (Path file : all) {
            verified(file);
        }
        assertThat(all).hasSize(count);
    }

    /** Whether it was read as a signed file; if so, it has not passed. */
    private boolean verified(Path file) {
        Ran ran = Ran.center("verify", file.toString(), "--json", "--trust", trust.toString());
        JsonNode told = ran.json();
        if (ran.exit() == Exit.USAGE) {
            assertThat(told.path("error").asString()).contains("is not a signature or a signed file");
            return false;
        }
        assertThat(ran.exit()).as("%s: %s%s", file, ran.out(), ran.err()).isIn(Exit.BAD, Exit.INDETERMINATE);
        assertThat(told.path("verdict").asString()).as("%s: %s", file, ran.err()).isIn("FAILED", "INDETERMINATE");
        return true;
    }

    private static List<Path> files(String folder) throws IOException {
        try (Stream<Path> files = Files.list(SharedFolder.require(folder))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}

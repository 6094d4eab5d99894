package kz.centerpro.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import kz.centerpro.sandbox.trustcentre.TrustCentre;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is misused ends with 3 and says how to do it right. */
class UsageTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "verify", "verify --nonsense x", "send file", "bench",
            "bench verify --rounds 0",
            "verify nowhere.p7s", "send --as nobody --to 1 --url http://127.0.0.1:9 file",
            "demo --url nonsense", "phone",
            "phone --as nobody mobileSign:http://127.0.0.1:9/x", "watch --as nobody --url http://127.0.0.1:9", "jobs",
            "jobs run",
            "jobs run issue-acts --as nobody --as-of yesterday --url http://127.0.0.1:9",
            "jobs run ../x --as nobody --url http://127.0.0.1:9"})
    void endsWithThreeWhenMisused(String line) {
        Ran ran = Ran.center(line.isEmpty() ? new String[0] : line.split(" ", -1));

        assertThat(ran.exit()).isEqualTo(Exit.USAGE);
        assertThat(ran.err()).startsWith("center: ").doesNotContain("\tat ");
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void tellsMisuseAsJsonWhenAsked() {
        Ran ran = Ran.center("verify", "nowhere.p7s", "--json");

        assertThat(ran.exit()).isEqualTo(Exit.USAGE);
        assertThat(ran.json().path("error").asString()).contains("nowhere.p7s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"up", "demo", "send", "watch", "phone", "verify", "jobs", "bench"})
    void everyCommandHasHelp(String command) {
        Ran ran = Ran.center(command, "--help");

        assertThat(ran.exit()).isEqualTo(Exit.GOOD);
        assertThat(ran.out()).contains("Usage: center " + command, "Exit codes");
    }

    @Test
    void saysThatNobodyKnowsWhenTheHubDoesNotAnswer(@TempDir Path folder) throws Exception {
        Path people = Files.createDirectories(folder.resolve("people"));
        try (TrustCentre centre = TrustCentre.startTemporary(Clock.systemUTC())) {
            Files.copy(centre.person("head-a").file(), people.resolve("head-a.p12"));
            Files.copy(centre.person("head-b").file(), people.resolve("head-b.p12"));
        }

        Ran ran = Ran.center("demo", "--people", people.toString(), "--url", "http://127.0.0.1:9", "--json");

        assertThat(ran.exit()).isEqualTo(Exit.INDETERMINATE);
        assertThat(ran.json().path("error").asString()).contains("does not answer");
    }

    @Test
    void refusesXmlThatIsNotSigned(@TempDir Path folder) throws Exception {
        Path xml = Files.writeString(folder.resolve("signed.xml"), "\ufeff <?xml version=\"1.0\"?><a/>");

        Ran ran = Ran.center("verify", xml.toString());

        assertThat(ran.exit()).isEqualTo(Exit.USAGE);
        assertThat(ran.err()).contains("not a signature");
    }
}

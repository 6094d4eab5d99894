package kz.centerpro.hub.cabinet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

class PackedFilesTest {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String SCRIPT = "export const letters = 'ә ғ қ ң ө ұ ү һ і';\n".repeat(20);

    private static PackedFiles files(String script) {
        Map<String, byte[]> contents = Map.of("index.html",
                "<head></head><script src=\"/cabinet/app/main.js\">".getBytes(StandardCharsets.UTF_8), "app/main.js",
                script.getBytes(StandardCharsets.UTF_8), "fonts/golos.woff2", new byte[500]);
        return new PackedFiles(new TreeMap<>(contents));
    }

    @Test
    void buildChangesWithAnyFile() {
        assertThat(files(SCRIPT).build()).matches("[0-9a-f]{16}").isEqualTo(files(SCRIPT).build())
                .isNotEqualTo(files(SCRIPT + " ").build());
    }

    @Test
    void packsTextAndLeavesFontsAlone() {
        PackedFiles files = files(SCRIPT);
        StepVerifier.create(files.file("app/main.js")).assertNext(script -> {
            assertThat(script.type()).isEqualTo("text/javascript;charset=UTF-8");
            byte[] packed = Objects.requireNonNull(script.packed());
            assertThat(packed.length).isLessThan(script.bytes().length);
            assertThat(unpacked(packed)).isEqualTo(SCRIPT);
        }).expectComplete().verify(SOON);
        StepVerifier.create(files.file("fonts/golos.woff2")).assertNext(font -> assertThat(font.packed()).isNull())
                .expectComplete().verify(SOON);
    }

    @Test
    void thePageIsServedAsTheShellAlone() {
        PackedFiles files = files(SCRIPT);
        StepVerifier.create(files.file("index.html")).expectComplete().verify(SOON);
        StepVerifier.create(files.index()).assertNext(page -> assertThat(
                new String(page.bytes(), StandardCharsets.UTF_8))
                .contains("src=\"/cabinet/" + files.build() + "/app/main.js\""))
                .expectComplete().verify(SOON);
    }

    @Test
    void theLibraryIsThereWithoutItsVersion() {
        assertThat(PackedFiles.library()).containsKeys("vendor/lit-html.js", "vendor/directives/repeat.js",
                "vendor/directive.js", "vendor/LICENSE");
    }

    private static String unpacked(byte[] packed) {
        try (GZIPInputStream bytes = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }
}

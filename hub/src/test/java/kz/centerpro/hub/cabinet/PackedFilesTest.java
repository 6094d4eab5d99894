package kz.centerpro.hub.cabinet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

class PackedFilesTest {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String SCRIPT = "export const letters='ә ғ қ ң ө ұ ү һ і';\n".repeat(20);

    private static PackedFiles files(String script) {
        Map<String, byte[]> contents = Map.of("index.html",
                "<head></head><script src=\"/cabinet/app/main.js\">".getBytes(StandardCharsets.UTF_8), "app/main.js",
                script.getBytes(StandardCharsets.UTF_8), "fonts/golos.woff2", new byte[500]);
        return new PackedFiles(new TreeMap<>(contents));
    }

    @Test
    void buildChangesWithAnyFile() {
        assertThat(files(SCRIPT).build()).matches("[0-9a-f]{16}").isEqualTo(files(SCRIPT).build())
                .isNotEqualTo(files(SCRIPT + "x").build());
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

    @Test
    void everyModuleIsTrimmedAndReadsTheSame() {
        SortedMap<String, byte[]> sources = PackedFiles.sources();
        PackedFiles files = new PackedFiles(sources);
        List<String> modules = sources.keySet().stream().filter(path -> path.endsWith(".js")).toList();
        assertThat(modules).hasSizeGreaterThan(50);
        for (String path : modules) {
            String source = new String(Objects.requireNonNull(sources.get(path)), StandardCharsets.UTF_8);
            String sent = sent(files, path);
            assertThat(ScriptTrimTest.code(source)).as(path).isPresent();
            assertThat(ScriptTrimTest.code(source).equals(ScriptTrimTest.code(sent))).as(path).isTrue();
            assertThat(sent.lines().filter(line -> line.startsWith("//"))).as(path).isEmpty();
            if (path.startsWith("vendor/")) {
                assertThat(sent).as(path).contains("SPDX-License-Identifier: BSD-3-Clause");
            }
        }
    }

    @Test
    void thePageHasOneStyleSheet() {
        PackedFiles files = PackedFiles.read();
        String page = new String(Objects.requireNonNull(files.index().block(SOON)).bytes(), StandardCharsets.UTF_8);
        assertThat(page.split("rel=\"stylesheet\"", -1)).hasSize(2);
        assertThat(page).contains("href=\"/cabinet/" + files.build() + "/shell.css\"");
        String sheet = sent(files, "shell.css");
        assertThat(sheet.indexOf("--paper:")).isPositive().isLessThan(sheet.indexOf(".btn{"));
        assertThat(sheet).contains(sent(files, "screens.css"));
    }

    private static String sent(PackedFiles files, String path) {
        return new String(Objects.requireNonNull(files.file(path).block(SOON)).bytes(), StandardCharsets.UTF_8);
    }

    private static String unpacked(byte[] packed) {
        try (GZIPInputStream bytes = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }
}

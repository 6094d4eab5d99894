package kz.centerpro.hub.cabinet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import kz.centerpro.hub.kernel.Bulkhead;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.test.StepVerifier;

class FolderFilesTest {

    private static final Duration SOON = Duration.ofSeconds(5);

    private final Bulkhead disk = new Bulkhead("disk", 1, 8);
    @TempDir
    private Path home;

    @BeforeEach
    void write() throws IOException {
        Files.createDirectories(home.resolve("cabinet/app"));
        Files.writeString(home.resolve("secret.txt"), "not of the cabinet");
        Files.writeString(home.resolve("cabinet/index.html"), "<head></head>");
        Files.writeString(home.resolve("cabinet/app/main.js"), "export const a = 1;");
    }

    @AfterEach
    void close() {
        disk.destroy();
    }

    @Test
    void servesWhatLiesThereNow() throws IOException {
        FolderFiles files = new FolderFiles(home.resolve("cabinet"), disk);
        Files.writeString(home.resolve("cabinet/app/main.js"), "export const a = 2;");

        StepVerifier.create(files.file("app/main.js").map(file -> new String(file.bytes(), StandardCharsets.UTF_8)))
                .expectNext("export const a = 2;").expectComplete().verify(SOON);
        StepVerifier.create(files.index().map(page -> new String(page.bytes(), StandardCharsets.UTF_8)))
                .assertNext(page -> assertThat(page).contains("/cabinet/dev/app/main.js")).expectComplete()
                .verify(SOON);
        StepVerifier.create(files.file("vendor/lit-html.js")).expectNextCount(1).expectComplete().verify(SOON);
    }

    @Test
    void leavesTheFolderForNobody() {
        FolderFiles files = new FolderFiles(home.resolve("cabinet"), disk);

        StepVerifier.create(files.file("../secret.txt")).expectComplete().verify(SOON);
        StepVerifier.create(files.file("app/../../secret.txt")).expectComplete().verify(SOON);
        StepVerifier.create(files.file("absent.js")).expectComplete().verify(SOON);
    }
}

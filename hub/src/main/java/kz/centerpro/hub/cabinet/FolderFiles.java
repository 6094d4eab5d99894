package kz.centerpro.hub.cabinet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import kz.centerpro.hub.kernel.Bulkhead;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Files as they lie in a folder at this moment, for work on the cabinet; the library still comes from its jar. */
final class FolderFiles implements CabinetFiles {

    private final Path folder;
    private final Bulkhead disk;
    private final Map<String, byte[]> library = PackedFiles.library();

    FolderFiles(Path folder, Bulkhead disk) {
        this.folder = folder.toAbsolutePath().normalize();
        this.disk = disk;
    }

    @Override
    public String build() {
        return "dev";
    }

    @Override
    public Mono<CabinetFile> index() {
        return disk.run(() -> PackedFiles.packed(INDEX,
                ShellPage.of(String.valueOf(text(INDEX)), build(), this::text).getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public Mono<CabinetFile> file(String path) {
        return disk.<CabinetFile>run(() -> {
            byte[] bytes = bytes(path);
            return bytes == null ? null : PackedFiles.packed(path, bytes);
        });
    }

    @Override
    public boolean immutable() {
        return false;
    }

    private byte @Nullable [] bytes(String path) {
        byte[] library = this.library.get(path);
        if (library != null) {
            return library;
        }
        try {
            Path file = folder.resolve(path).normalize();
            return file.startsWith(folder) && Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private @Nullable String text(String path) {
        byte[] bytes = bytes(path);
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }
}

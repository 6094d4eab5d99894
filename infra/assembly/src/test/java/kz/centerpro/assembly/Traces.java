package kz.centerpro.assembly;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Looks for a word in files and texts: as it is, in hex (as PostgreSQL prints bytes) and in base64. */
final class Traces {

    private static final int BLOCK = 1 << 20;

    private final List<String> forms = new ArrayList<>();

    Traces(String word) {
        byte[] bytes = word.getBytes(StandardCharsets.US_ASCII);
        forms.add(word);
        forms.add(HexFormat.of().formatHex(bytes));
        forms.add(HexFormat.of().withUpperCase().formatHex(bytes));
        for (int shift = 0; shift < 3; shift++) {
            byte[] shifted = new byte[shift + bytes.length];
            System.arraycopy(bytes, 0, shifted, shift, bytes.length);
            String text = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            // Without the ends, which share their bits with whatever is beside the word.
            forms.add(text.substring(shift == 0 ? 0 : shift + 1, text.length() - 1));
        }
    }

    boolean in(String text) {
        return forms.stream().anyMatch(text::contains);
    }

    /** The files under {@code folder} that hold the word. */
    List<Path> under(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).filter(this::inFile).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private boolean inFile(Path file) {
        int overlap = forms.stream().mapToInt(String::length).max().orElseThrow();
        String before = "";
        try (InputStream bytes = Files.newInputStream(file)) {
            for (byte[] block = bytes.readNBytes(BLOCK); block.length > 0; block = bytes.readNBytes(BLOCK)) {
                String text = before + new String(block, StandardCharsets.ISO_8859_1);
                if (in(text)) {
                    return true;
                }
                before = text.substring(Math.max(0, text.length() - overlap));
            }
            return false;
        } catch (NoSuchFileException gone) {
            return false;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

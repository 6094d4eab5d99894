package kz.centerpro.cabinet;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The letters that the simulated mail server keeps as files. */
final class Mailbox {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Pattern PART = Pattern.compile("base64\r\n\r\n([A-Za-z0-9+/=\r\n]+)");

    private Mailbox() {}

    /** What the group of {@code pattern} finds in a letter to {@code address}, once it is there. */
    static String await(Page page, String address, Pattern pattern) {
        AtomicReference<String> found = new AtomicReference<>("");
        Await.until(page, () -> "a letter to " + address, SOON, () -> {
            try (Stream<Path> letters = Files.list(House.mail())) {
                letters.map(Mailbox::plain).filter(letter -> letter.contains(address)).map(pattern::matcher)
                        .filter(Matcher::find).forEach(hit -> found.set(hit.group(1)));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
            return !found.get().isEmpty();
        });
        return found.get();
    }

    /** Headers and decoded parts. */
    private static String plain(Path letter) {
        try {
            String raw = Files.readString(letter, StandardCharsets.US_ASCII);
            StringBuilder all = new StringBuilder(raw);
            PART.matcher(raw).results().forEach(part -> all.append(
                    new String(Base64.getMimeDecoder().decode(part.group(1)), StandardCharsets.UTF_8)));
            return all.toString();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

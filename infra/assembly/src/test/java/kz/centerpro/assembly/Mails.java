package kz.centerpro.assembly;

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

/** The e-mails that the simulated mail server keeps as files. */
final class Mails {

    private static final Duration SOON = Duration.ofSeconds(20);

    private Mails() {}

    /** What {@code pattern} finds in an e-mail to {@code address}. */
    static String find(String address, String pattern) {
        AtomicReference<String> found = new AtomicReference<>("");
        Await.until("an e-mail comes", SOON, () -> {
            try (Stream<Path> mails = Files.list(TestCenter.center().home().resolve("mail"))) {
                mails.map(Mails::plain).filter(mail -> mail.contains(address))
                        .map(mail -> Pattern.compile(pattern).matcher(mail)).filter(Matcher::find)
                        .forEach(match -> found.set(match.group(1)));
                return !found.get().isEmpty();
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        });
        return found.get();
    }

    /** Headers and decoded parts. */
    private static String plain(Path mail) {
        try {
            String raw = Files.readString(mail, StandardCharsets.US_ASCII);
            StringBuilder all = new StringBuilder(raw);
            Matcher part = Pattern.compile("base64\r\n\r\n([A-Za-z0-9+/=\r\n]+)").matcher(raw);
            while (part.find()) {
                all.append(new String(Base64.getMimeDecoder().decode(part.group(1)), StandardCharsets.UTF_8));
            }
            return all.toString();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

package kz.centerpro.hub.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the pages say in one language; read whole at construction. */
final class PageWords {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm:ss", Locale.ROOT)
            .withZone(ZoneId.of("Asia/Almaty"));

    private static final Pattern INSTANT = Pattern
            .compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?Z");

    private final String language;
    private final Properties words = new Properties();

    private PageWords(String language) {
        this.language = language;
        String name = "/page/" + language + ".properties";
        try (InputStream file = Objects.requireNonNull(PageWords.class.getResourceAsStream(name), name)) {
            words.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** {@code language} is kk, ru or en. */
    static PageWords in(String language) {
        return new PageWords(language);
    }

    String language() {
        return language;
    }

    /** The words under a key, {@code {0}}, {@code {1}} … put in; a key that is missing is a bug that tests find. */
    String say(String key, String... values) {
        String text = Objects.requireNonNull(words.getProperty(key), key);
        for (int at = 0; at < values.length; at++) {
            text = text.replace("{" + at + "}", values[at]);
        }
        return text;
    }

    /** The same, or the name itself when there are no words for it. */
    String name(String kind, String name) {
        return words.getProperty(kind + "." + name, name);
    }

    /** An instant of the wire as the law's documents write it, in the time of Astana. */
    String time(@Nullable String instant) {
        return instant == null ? "—" : say("time", TIME.format(Instant.parse(instant)));
    }

    /** A text of a report, whose instants are written as on the wire: with them as {@link #time} writes them. */
    String told(String text) {
        return INSTANT.matcher(text).replaceAll(found -> Matcher.quoteReplacement(time(found.group())));
    }

    /** 40 000,00 ₸, in English 40,000.00 ₸, with blanks that do not break. */
    String money(String amount) {
        return number(amount) + "\u00a0₸";
    }

    /** An exact decimal, grouped by thousands. */
    String number(String decimal) {
        boolean english = language.equals("en");
        int point = decimal.contains(".") ? decimal.indexOf('.') : decimal.length();
        return decimal.substring(0, point).replaceAll("(?<=\\d)(?=(\\d{3})+$)", english ? "," : "\u00a0")
                + (english ? decimal.substring(point) : decimal.substring(point).replace('.', ','));
    }

    Properties all() {
        return words;
    }
}

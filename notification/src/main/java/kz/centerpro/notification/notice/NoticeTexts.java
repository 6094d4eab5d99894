package kz.centerpro.notification.notice;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The words of notices: {@code notices_{kk,ru,en}.properties} beside this class, read once. */
public final class NoticeTexts {

    public static final List<String> LANGUAGES = List.of("kk", "ru", "en");
    /** The language whose text is right where they differ (clause 13.9). */
    public static final String PREVAILING = "ru";

    private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)}");
    private static final Set<String> NAMES = Set.of("number", "clause", "title", "party", "time", "reason", "offer",
            "date",
            "submission", "tariff", "volume", "used", "amount", "invoice", "owner", "reader", "titlekk", "titleru",
            "titleen");
    private static final int VALUE_MAX = 200;

    /** By language and key: literal text and names of facts by turns, text first. */
    private final Map<String, Map<String, List<String>>> texts = new LinkedHashMap<>();

    public NoticeTexts() {
        for (String language : LANGUAGES) {
            Map<String, List<String>> templates = new HashMap<>();
            checked(language, read(language)).forEach((key, template) -> templates.put(String.valueOf(key),
                    split(String.valueOf(template))));
            texts.put(language, templates);
        }
    }

    String subject(NoticeKind kind, String language, Map<String, String> facts) {
        return filled(language, text(language, kind.name() + ".subject"), facts);
    }

    String text(NoticeKind kind, String language, Map<String, String> facts) {
        return filled(language, text(language, kind.name() + ".text"), facts);
    }

    private List<String> text(String language, String key) {
        return Objects.requireNonNull(Objects.requireNonNull(texts.get(language), language).get(key), key);
    }

    private static List<String> split(String template) {
        List<String> parts = new ArrayList<>();
        Matcher place = PLACE.matcher(template);
        int from = 0;
        while (place.find()) {
            parts.add(template.substring(from, place.start()));
            parts.add(place.group(1));
            from = place.end();
        }
        parts.add(template.substring(from));
        return List.copyOf(parts);
    }

    private String filled(String language, List<String> template, Map<String, String> facts) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < template.size(); i++) {
            text.append(i % 2 == 0 ? template.get(i) : plain(fact(language, template.get(i), facts)));
        }
        return text.toString();
    }

    /** A reason that is a code has words where there are any; a sum is written as the language writes it. */
    private @Nullable String fact(String language, String name, Map<String, String> facts) {
        String value = facts.get(name);
        if (value == null) {
            return null;
        }
        return switch (name) {
            case "amount" -> sum(language, value);
            case "reason" -> Objects.requireNonNull(texts.get(language), language)
                    .getOrDefault("reason." + value, List.of(value)).getFirst();
            default -> value;
        };
    }

    /** 40 000,00 ₸ or 40,000.00 ₸ of {@code 40000.00 KZT}, with blanks that do not break. */
    static String sum(String language, String amount) {
        String grouped = amount.replaceFirst(" KZT$", "\u00a0₸").replaceAll("(?<=\\d)(?=(\\d{3})+\\.)",
                language.equals("en") ? "," : "\u00a0");
        return language.equals("en") ? grouped : grouped.replace('.', ',');
    }

    /** One line without control characters, of bounded length: what others wrote must not shape a message. */
    private static String plain(@Nullable String value) {
        if (value == null) {
            return "";
        }
        if (value.length() <= VALUE_MAX
                && value.chars().allMatch(c -> (c >= ' ' && c < 0x7f) || (c >= 0x400 && c < 0x530))) {
            return value.strip(); // nothing to take out of plain Latin and Cyrillic
        }
        StringBuilder kept = new StringBuilder();
        value.codePoints()
                .filter(c -> Character.getType(c) != Character.FORMAT && Character.getType(c) != Character.SURROGATE)
                .map(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? ' ' : c)
                .limit(VALUE_MAX).forEach(kept::appendCodePoint);
        return kept.toString().strip();
    }

    private static Properties read(String language) {
        String name = "notices_" + language + ".properties";
        try (InputStream in = Objects.requireNonNull(NoticeTexts.class.getResourceAsStream(name), name)) {
            Properties all = new Properties();
            all.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            return all;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Properties checked(String language, Properties all) {
        for (NoticeKind kind : NoticeKind.values()) {
            for (String part : List.of(".subject", ".text")) {
                String template = all.getProperty(kind.name() + part);
                if (template == null || template.isBlank()) {
                    throw new IllegalStateException("notices_" + language + " has no " + kind.name() + part);
                }
                Matcher place = PLACE.matcher(template);
                while (place.find()) {
                    if (!NAMES.contains(place.group(1))) {
                        throw new IllegalStateException("notices_" + language + " names " + place.group());
                    }
                }
            }
        }
        return all;
    }
}

package kz.centerpro.hub.verification;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** What a report says in one language; read whole at construction. */
final class ReportWords {

    private final Map<String, String> words;

    private ReportWords(Map<String, String> words) {
        this.words = words;
    }

    /** {@code language} is kk, ru or en. */
    static ReportWords in(String language) {
        String name = "/verification/" + language + ".properties";
        Properties properties = new Properties();
        try (InputStream file = ReportWords.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException(name + " is missing from the jar");
            }
            properties.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new IllegalStateException(name + " cannot be read", unreadable);
        }
        Map<String, String> words = new HashMap<>();
        properties.stringPropertyNames().forEach(key -> words.put(key, properties.getProperty(key)));
        return new ReportWords(Map.copyOf(words));
    }

    /** The words for {@code kind.name}, with every {@code {fact}} put in; null where nothing is to be said. */
    @Nullable
    String say(String kind, String name, Map<String, String> facts) {
        String text = words.get(kind + "." + name);
        if (text == null) {
            return null;
        }
        for (Map.Entry<String, String> fact : facts.entrySet()) {
            text = text.replace("{" + fact.getKey() + "}", fact.getValue());
        }
        return text;
    }

    @Nullable
    String say(String kind, String name) {
        return say(kind, name, Map.of());
    }

    Map<String, String> all() {
        return words;
    }
}

package kz.centerpro.cabinet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import kz.centerpro.cabinet.CabinetFiles.Source;
import org.junit.jupiter.api.Test;

/** Every word of the cabinet is there in Kazakh, Russian and English. */
class CabinetWordsTest {

    private static final List<String> LANGUAGES = List.of("kk", "ru", "en");
    private static final Set<String> FORMS = Set.of("zero", "one", "two", "few", "many", "other");
    private static final Map<String, Set<String>> NEEDED = Map.of("kk", Set.of("other"), "en", Set.of("one", "other"),
            "ru", Set.of("one", "few", "many"));
    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");
    private static final Pattern CALL = Pattern.compile("(?<![\\w$])t\\(\\s*'([^'$]+)'\\s*[,)]");

    /** Texts by part and language. */
    private final Map<String, Map<String, Map<String, String>>> parts = parts();

    private static Map<String, Map<String, Map<String, String>>> parts() {
        Map<String, Map<String, Map<String, String>>> parts = new TreeMap<>();
        for (Source file : CabinetFiles.of("js")) {
            if (file.under("i18n")) {
                String language = file.name().split("/", -1)[1];
                parts.computeIfAbsent(file.file().replace(".js", ""), _ -> new TreeMap<>())
                        .put(language, Dictionary.read(file));
            }
        }
        return parts;
    }

    @Test
    void everyDictionaryIsThereInEveryLanguage() {
        assertThat(parts).isNotEmpty();
        parts.forEach((part, languages) -> assertThat(languages.keySet()).as(part)
                .containsExactlyInAnyOrderElementsOf(LANGUAGES));
    }

    @Test
    void everyKeyIsThereInEveryLanguage() {
        List<String> missing = new ArrayList<>();
        parts.forEach((part, languages) -> {
            Set<String> all = new TreeSet<>();
            languages.values().forEach(texts -> texts.keySet().forEach(key -> all.add(plain(key))));
            languages.forEach((language, texts) -> {
                Set<String> has = texts.keySet().stream().map(CabinetWordsTest::plain).collect(Collectors.toSet());
                all.stream().filter(key -> !has.contains(key))
                        .forEach(key -> missing.add(language + "/" + part + ": " + key));
            });
        });
        assertThat(missing).isEmpty();
    }

    @Test
    void noTextIsEmptyAndEachNamesTheSameValues() {
        List<String> wrong = new ArrayList<>();
        parts.forEach((part, languages) -> {
            Map<String, Map<String, Set<String>>> places = new TreeMap<>();
            languages.forEach((language, texts) -> texts.forEach((key, text) -> {
                if (text.isBlank()) {
                    wrong.add(language + "/" + part + ": " + key + " is empty");
                }
                Set<String> named = PLACE.matcher(text).results().map(hit -> hit.group(1)).collect(Collectors.toSet());
                named.remove("n"); // "one" may say it in words
                places.computeIfAbsent(plain(key), _ -> new TreeMap<>()).merge(language, named, (a, b) -> {
                    Set<String> both = new TreeSet<>(a);
                    both.addAll(b);
                    return both;
                });
            }));
            places.forEach((key, byLanguage) -> {
                if (byLanguage.values().stream().distinct().count() > 1) {
                    wrong.add(part + ": " + key + " names " + byLanguage);
                }
            });
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void pluralsHaveTheFormsOfTheLanguage() {
        List<String> wrong = new ArrayList<>();
        parts.forEach((part, languages) -> languages.forEach((language, texts) -> {
            Map<String, Set<String>> forms = new TreeMap<>();
            texts.keySet().stream().filter(key -> key.contains("#")).forEach(key -> forms
                    .computeIfAbsent(plain(key), _ -> new TreeSet<>()).add(key.substring(key.indexOf('#') + 1)));
            forms.forEach((key, has) -> {
                if (FORMS.containsAll(has) && !has.containsAll(NEEDED.getOrDefault(language, Set.of()))) {
                    wrong.add(language + "/" + part + ": " + key + " has only " + has);
                }
            });
        }));
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyWordThatAScreenNamesIsThere() {
        Set<String> known = new TreeSet<>();
        parts.forEach((part, languages) -> languages.values().forEach(texts -> texts.keySet().forEach(key -> {
            known.add(plain(key));
            known.add(part + "." + plain(key));
        })));
        List<String> unknown = new ArrayList<>();
        for (Source file : CabinetFiles.scripts()) {
            CALL.matcher(file.code()).results().map(hit -> hit.group(1)).filter(key -> !known.contains(key))
                    .forEach(key -> unknown.add(file.name() + ": " + key));
        }
        assertThat(known).isNotEmpty();
        assertThat(unknown).isEmpty();
    }

    private static String plain(String key) {
        int hash = key.indexOf('#');
        return hash < 0 ? key : key.substring(0, hash);
    }
}

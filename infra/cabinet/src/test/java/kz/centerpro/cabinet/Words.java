package kz.centerpro.cabinet;

import java.util.Map;
import java.util.Objects;

/** The cabinet's words, for tests that look for them on a screen. */
final class Words {

    private Words() {}

    /** The text of a key without values; fails when there is none. */
    static String of(String language, String part, String key) {
        Map<String, String> texts = Dictionary.read(CabinetFiles.of("js").stream()
                .filter(file -> file.name().equals("i18n/" + language + "/" + part + ".js")).findFirst().orElseThrow());
        return Objects.requireNonNull(texts.get(key), () -> language + "/" + part + " has no " + key);
    }
}

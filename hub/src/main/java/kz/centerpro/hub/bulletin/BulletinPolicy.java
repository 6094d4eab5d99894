package kz.centerpro.hub.bulletin;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import kz.centerpro.contracts.party.BulletinRequest;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.contracts.problem.Refusal;
import org.jspecify.annotations.Nullable;

/** What may be announced; pure. */
final class BulletinPolicy {

    private static final Set<String> KINDS = Set.of("NEWS", "PREVENTIVE", "TECHNICAL", "EMERGENCY", "FORCE_MAJEURE");
    private static final Set<String> WORKS = Set.of("PREVENTIVE", "TECHNICAL", "EMERGENCY");
    private static final Set<String> LANGUAGES = Set.of("kk", "ru", "en");
    private static final int TITLE_MAX = 200;
    private static final int TEXT_MAX = 4000;

    /** As it will be told. */
    record Checked(String kind, Map<String, String> title, Map<String, String> text, Instant startsAt,
            @Nullable Instant endsAt, boolean closes) {}

    private BulletinPolicy() {}

    /** Refused with the field that is wrong; Russian, which prevails, is needed (clause 13.9). */
    static Checked checked(BulletinRequest typed, Instant now) {
        String kind = typed.kind() == null ? "" : typed.kind();
        if (!KINDS.contains(kind)) {
            throw Refusal.field("kind", "Name one of NEWS, PREVENTIVE, TECHNICAL, EMERGENCY, FORCE_MAJEURE.");
        }
        Instant starts = time("startsAt", typed.startsAt());
        Instant ends = time("endsAt", typed.endsAt());
        Instant from = starts == null ? now : starts;
        if (ends != null && (!ends.isAfter(from) || !ends.isAfter(now))) {
            throw Refusal.field("endsAt", "The end comes after the beginning, and after now.");
        }
        boolean closes = Boolean.TRUE.equals(typed.closesSending());
        if (closes && !WORKS.contains(kind)) {
            throw Refusal.field("closesSending", "Only works on the system close sending.");
        }
        return new Checked(kind, texts("title", typed.title(), TITLE_MAX), texts("text", typed.text(), TEXT_MAX), from,
                ends, closes);
    }

    private static Map<String, String> texts(String field, @Nullable Map<String, String> typed, int longest) {
        Map<String, String> texts = new TreeMap<>();
        (typed == null ? Map.<String, String>of() : typed).forEach((language, text) -> {
            String told = text == null ? "" : text.strip();
            if (!LANGUAGES.contains(language) || told.length() > longest || told.indexOf('\0') >= 0) {
                throw Refusal.field(field, "Give texts by language (kk, ru, en) of at most " + longest
                        + " characters.");
            }
            if (!told.isEmpty()) {
                texts.put(language, told);
            }
        });
        if (!texts.containsKey("ru")) {
            throw Refusal.field(field, "The Russian text is needed: it prevails (clause 13.9).");
        }
        return texts;
    }

    private static @Nullable Instant time(String field, @Nullable String typed) {
        return typed == null || typed.isBlank()
                ? null
                : WireTime.parse(typed).orElseThrow(() -> Refusal.field(field, "Give an RFC 3339 time."));
    }
}

package kz.centerpro.hub.counterparty;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import kz.centerpro.contracts.party.TaxId;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.hub.participant.TaxNumber;
import org.jspecify.annotations.Nullable;

/** What an entry may say. Pure. */
final class EntryPolicy {

    static final int ALIAS_MAX = 200;
    static final int GROUPS_MAX = 10;
    static final int GROUP_MAX = 60;

    private EntryPolicy() {}

    static TaxNumber key(String country, String taxId) {
        TaxNumber key = TaxNumber.exact(country, taxId);
        if (key == null) {
            throw invalid("Give one exact number: 12 digits of an IIN or BIN, or the number in its own country.");
        }
        return key;
    }

    /** What is typed is held to its check digit, unless {@code known} says that a participant has the number. */
    static void checkDigit(TaxNumber key, boolean known) {
        if (!known && !hasCheckDigit(key)) {
            throw invalid("The check digit of this IIN or BIN is wrong.");
        }
    }

    static boolean hasCheckDigit(TaxNumber key) {
        return !key.isKazakh() || TaxId.hasCheckDigit(key.taxId());
    }

    static @Nullable String alias(@Nullable String typed) {
        return typed == null ? null : text("alias", typed.strip(), ALIAS_MAX);
    }

    /** Each once, in order, without empty ones. */
    static @Nullable List<String> groups(@Nullable List<String> typed) {
        if (typed == null) {
            return null;
        }
        Set<String> groups = new LinkedHashSet<>();
        typed.forEach(group -> groups.add(text("groups", group.strip(), GROUP_MAX)));
        groups.remove("");
        if (groups.size() > GROUPS_MAX) {
            throw Refusal.field("groups", "At most " + GROUPS_MAX + " groups.");
        }
        return List.copyOf(groups);
    }

    private static String text(String field, String value, int most) {
        if (value.length() > most) {
            throw Refusal.field(field, "At most " + most + " characters.");
        }
        if (value.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
            throw Refusal.field(field, "Control characters are not allowed.");
        }
        return value;
    }

    private static Refusal invalid(String detail) {
        return Refusal.of(ProblemType.TAX_ID_INVALID, detail).with("field", "taxId");
    }
}

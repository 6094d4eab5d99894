package kz.centerpro.hub.partner;

import java.util.Locale;
import kz.centerpro.contracts.billing.PartnerTermsPublication;
import kz.centerpro.contracts.problem.Refusal;
import org.jspecify.annotations.Nullable;

/** What terms and codes look like. Pure. */
final class PartnerPolicy {

    /** Without letters and digits that are taken for each other. */
    private static final String SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private static final int CODE_LENGTH = 8;
    private static final int TEXT_MAX = 20_000;
    private static final int JOIN_DAYS_MAX = 366;
    private static final int REWARD_DAYS_MAX = 3660;

    private PartnerPolicy() {}

    record Terms(int percent, int joinDays, int rewardDays, String textKk, String textRu) {}

    static Terms checked(PartnerTermsPublication typed) {
        return new Terms(within(typed.percent(), "percent", 100), within(typed.joinDays(), "joinDays", JOIN_DAYS_MAX),
                within(typed.rewardDays(), "rewardDays", REWARD_DAYS_MAX), text(typed.textKk(), "textKk"),
                text(typed.textRu(), "textRu"));
    }

    private static int within(@Nullable Integer typed, String field, int most) {
        if (typed == null || typed < 1 || typed > most) {
            throw Refusal.field(field, "Give a whole number from 1 to " + most + ".");
        }
        return typed;
    }

    private static String text(@Nullable String typed, String field) {
        if (typed == null || typed.isBlank() || typed.length() > TEXT_MAX) {
            throw Refusal.field(field, "Give the terms in at most " + TEXT_MAX + " characters.");
        }
        return typed;
    }

    /** A code of eight signs; {@code random} gives 40 bits of it. */
    static String code(long random) {
        StringBuilder code = new StringBuilder(CODE_LENGTH);
        long rest = random;
        for (int sign = 0; sign < CODE_LENGTH; sign++) {
            code.append(SIGNS.charAt((int) (rest & (SIGNS.length() - 1))));
            rest >>>= 5;
        }
        return code.toString();
    }

    /** As it was typed, in the spelling it is kept in. */
    static String code(@Nullable String typed) {
        String code = typed == null ? "" : typed.strip().toUpperCase(Locale.ROOT);
        if (!code.matches("[A-Z0-9]{" + CODE_LENGTH + "}")) {
            throw Refusal.field("code", "Give the partner's code of " + CODE_LENGTH + " letters and digits.");
        }
        return code;
    }
}

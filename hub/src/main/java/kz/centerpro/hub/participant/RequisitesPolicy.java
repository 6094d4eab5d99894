package kz.centerpro.hub.participant;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.regex.Pattern;
import kz.centerpro.contracts.party.RequisitesRequest;
import kz.centerpro.contracts.problem.Refusal;
import org.jspecify.annotations.Nullable;

/** What a participant may declare about itself, and whether it does so in time (clauses 4.1, 13.1); pure. */
final class RequisitesPolicy {

    private static final int REPORT_WITHIN_DAYS = 10;
    private static final int TEXT_MAX = 400;
    /** Before any company that is here. */
    private static final int YEAR_MIN = 1900;
    private static final Pattern IBAN = Pattern.compile("[A-Z]{2}[0-9]{2}[0-9A-Z]{11,30}");
    private static final Pattern BIC = Pattern.compile("[A-Z0-9]{8}([A-Z0-9]{3})?");
    private static final Pattern KBE = Pattern.compile("[0-9]{2}");
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]{1,64}@[^@\\s]{1,255}");
    private static final BigInteger NINETY_SEVEN = BigInteger.valueOf(97);
    private static final int COUNTRY_AND_CHECK = 4;

    private RequisitesPolicy() {}

    /** The same without blanks around and with the spelling of banks; refused with the field that is wrong. */
    static RequisitesRequest checked(RequisitesRequest typed, LocalDate today) {
        return new RequisitesRequest(day(typed.changedOn(), today).toString(), text("name", typed.name()),
                text("address", typed.address()),
                matching("email", typed.email(), EMAIL, "Give an address like a@b.kz."),
                text("phone", typed.phone()), text("head", typed.head()), text("bank", typed.bank()),
                matching("bic", code(typed.bic()), BIC, "A BIC has 8 or 11 letters and digits."), iban(typed.iban()),
                matching("kbe", typed.kbe(), KBE, "A beneficiary code has two digits."));
    }

    static LocalDate day(@Nullable String changedOn, LocalDate today) {
        LocalDate day;
        try {
            day = LocalDate.parse(changedOn == null ? "" : changedOn);
        } catch (DateTimeException notADay) {
            throw Refusal.field("changedOn", "Give the day of the change as 2026-03-23.");
        }
        if (day.getYear() < YEAR_MIN) {
            throw Refusal.field("changedOn", "Give the day of the change as 2026-03-23.");
        }
        if (day.isAfter(today)) {
            throw Refusal.field("changedOn", "Report a change when it has come about: not after today.");
        }
        return day;
    }

    /** Clause 13.1: within ten calendar days. Late ones are taken all the same. */
    static boolean isLate(LocalDate changedOn, LocalDate today) {
        return changedOn.plusDays(REPORT_WITHIN_DAYS).isBefore(today);
    }

    private static @Nullable String iban(@Nullable String typed) {
        String iban = matching("iban", code(typed), IBAN, "An account is an IBAN, like KZ75125KZT2069100100.");
        if (iban != null) {
            String turned = iban.substring(COUNTRY_AND_CHECK) + iban.substring(0, COUNTRY_AND_CHECK);
            StringBuilder digits = new StringBuilder();
            turned.chars().forEach(c -> digits.append(Character.digit(c, Character.MAX_RADIX)));
            if (!new BigInteger(digits.toString()).mod(NINETY_SEVEN).equals(BigInteger.ONE)) {
                throw Refusal.field("iban", "The check digits of this account are wrong.");
            }
        }
        return iban;
    }

    private static @Nullable String code(@Nullable String typed) {
        return typed == null ? null : typed.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
    }

    private static @Nullable String matching(String field, @Nullable String typed, Pattern form, String help) {
        String text = text(field, typed);
        if (text != null && !form.matcher(text).matches()) {
            throw Refusal.field(field, help);
        }
        return text;
    }

    private static @Nullable String text(String field, @Nullable String typed) {
        String text = typed == null ? "" : typed.strip();
        if (text.length() > TEXT_MAX) {
            throw Refusal.field(field, "At most " + TEXT_MAX + " characters.");
        }
        if (text.indexOf('\0') >= 0) {
            throw Refusal.field(field, "The character U+0000 is not allowed.");
        }
        return text.isEmpty() ? null : text;
    }
}

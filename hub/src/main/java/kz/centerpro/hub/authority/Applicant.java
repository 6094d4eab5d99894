package kz.centerpro.hub.authority;

import java.util.List;
import java.util.Locale;
import kz.centerpro.contracts.problem.Refusal;
import org.jspecify.annotations.Nullable;

/** Who asks for a certificate, checked; goes into it word for word once the staff have approved it. */
record Applicant(String name, @Nullable String organization, String country, String taxId, String email) {

    private static final List<String> COUNTRIES = List.of(Locale.getISOCountries());
    private static final int NAME_MAX = 200;
    private static final int TAX_ID_MAX = 40;
    private static final int EMAIL_MAX = 254;

    static Applicant checked(@Nullable String name, @Nullable String organization, @Nullable String country,
            @Nullable String taxId, @Nullable String email) {
        String code = text("country", country, 2).toUpperCase(Locale.ROOT);
        if (!COUNTRIES.contains(code)) {
            throw Refusal.field("country", "Give the country as two letters of ISO 3166-1.");
        }
        if (code.equals("KZ")) {
            throw Refusal.field("country",
                    "Residents of Kazakhstan sign with a key of the national authority (clause 1.6).");
        }
        String address = text("email", email, EMAIL_MAX);
        if (!address.matches("[^@\\s]+@[^@\\s]+")) {
            throw Refusal.field("email", "Give an e-mail address.");
        }
        return new Applicant(text("name", name, NAME_MAX),
                organization == null || organization.isBlank() ? null : text("organization", organization, NAME_MAX),
                code, text("taxId", taxId, TAX_ID_MAX), address);
    }

    private static String text(String field, @Nullable String typed, int lengthMax) {
        String text = typed == null ? "" : typed.strip();
        if (text.isEmpty() || text.length() > lengthMax || text.chars().anyMatch(Character::isISOControl)) {
            throw Refusal.field(field, "Give 1 to " + lengthMax + " printable characters.");
        }
        return text;
    }
}

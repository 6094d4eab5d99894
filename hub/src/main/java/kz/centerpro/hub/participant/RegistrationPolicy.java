package kz.centerpro.hub.participant;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import kz.centerpro.contracts.party.Difference;
import kz.centerpro.contracts.party.ParticipantKind;
import kz.centerpro.contracts.party.RegistrationRequest;
import kz.centerpro.contracts.party.SignatureRegime;
import kz.centerpro.contracts.party.TaxId;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import org.jspecify.annotations.Nullable;

/** Decides who is being registered (clauses 1.4, 1.6, 1.7, 4.1): pure, from the request and the certificate. */
final class RegistrationPolicy {

    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final Pattern FOREIGN_ID = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}./-]{0,39}");
    private static final int TEXT_MAX = 400;

    private final boolean strictTaxIds;
    private final List<String> reservedNames;

    /**
     * {@code strictTaxIds} also holds numbers inside certificates to their check digit; certificates of the national
     * authority's test hierarchy do not have one. {@code reservedNames} may not be part of a typed name.
     */
    RegistrationPolicy(boolean strictTaxIds, List<String> reservedNames) {
        this.strictTaxIds = strictTaxIds;
        this.reservedNames = reservedNames.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }

    Registration decide(RegistrationRequest request, CertificateHolder holder) {
        ParticipantKind kind = request.kind();
        if (kind == null) {
            throw Refusal.field("kind", "Name one of INDIVIDUAL, LEGAL_ENTITY, ENTREPRENEUR, SELF_EMPLOYED.");
        }
        bounded("email", request.email());
        bounded("phone", request.phone());
        bounded("address", request.address());
        bounded("name", request.name());
        bounded("certificateNumber", request.certificateNumber());
        String country = country(request.country());
        return country.equals(Participant.KAZAKHSTAN)
                ? resident(kind, request, holder)
                : nonResident(kind, country, request, holder);
    }

    /** Two capital letters of ISO 3166-1, Kazakhstan when absent. */
    static String country(@Nullable String typed) {
        if (typed == null || typed.isBlank()) {
            return Participant.KAZAKHSTAN;
        }
        String country = typed.strip().toUpperCase(Locale.ROOT);
        if (!COUNTRIES.contains(country)) {
            throw Refusal.field("country", "Give the country as two letters of ISO 3166-1.");
        }
        return country;
    }

    /** One spelling for one foreign number: no spaces, capital letters; null when it cannot be a number at all. */
    static @Nullable String foreignId(String typed) {
        String id = typed.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
        return FOREIGN_ID.matcher(id).matches() ? id : null;
    }

    private Registration resident(ParticipantKind kind, RegistrationRequest request, CertificateHolder holder) {
        if (holder.regime() != SignatureRegime.EDS) {
            throw Refusal.of(ProblemType.REGIME_MISMATCH,
                    "Residents of Kazakhstan register with an EDS of the national authority (clause 1.6).");
        }
        boolean entity = kind == ParticipantKind.LEGAL_ENTITY;
        String proved = provedNumber(entity, holder);
        String name = entity && holder.organization() != null ? holder.organization() : holder.name();
        List<Difference> differences = new ArrayList<>(2);
        String typedId = request.taxId() == null ? "" : request.taxId().strip();
        if (!typedId.isEmpty() && !typedId.equals(proved)) {
            if (!TaxId.hasCheckDigit(typedId)) {
                throw taxId("The typed number must have 12 digits with the right check digit.");
            }
            differences.add(new Difference("taxId", typedId, proved));
        }
        String typedName = request.name() == null ? "" : request.name().strip();
        if (!typedName.isEmpty() && !sameName(typedName, name)) {
            differences.add(new Difference("name", typedName, name));
        }
        return new Registration(kind, Participant.KAZAKHSTAN, proved, name, SignatureRegime.EDS,
                List.copyOf(differences), request);
    }

    private String provedNumber(boolean entity, CertificateHolder holder) {
        String number = entity ? holder.bin() : holder.iin();
        if (number == null) {
            throw Refusal.field("kind", entity
                    ? "This certificate names no legal entity (no BIN): sign in with the entity's certificate."
                    : "This certificate names no person (no IIN): sign in with a person's certificate.");
        }
        if (!entity && holder.bin() != null && !holder.bin().equals(number)) {
            throw Refusal.field("kind",
                    "This certificate speaks for a legal entity: sign in with the person's own certificate.");
        }
        if (strictTaxIds ? !TaxId.hasCheckDigit(number) : !TaxId.isTwelveDigits(number)) {
            throw taxId("The number in the certificate is not a valid IIN or BIN.");
        }
        return number;
    }

    private Registration nonResident(ParticipantKind kind, String country, RegistrationRequest request,
            CertificateHolder holder) {
        if (holder.regime() != SignatureRegime.ES) {
            throw Refusal.of(ProblemType.REGIME_MISMATCH,
                    "Non-residents register with an ES of a listed authority (clause 1.7).");
        }
        String id = request.taxId() == null ? null : foreignId(request.taxId());
        if (id == null) {
            throw taxId("Give the number under which your country registers you: letters, digits, '.', '/', '-'.");
        }
        if (request.name() == null || request.name().isBlank()) {
            throw Refusal.field("name", "Give the name under which your country registers you.");
        }
        String name = request.name().strip();
        if (reservedNames.stream().anyMatch(name.toLowerCase(Locale.ROOT)::contains)) {
            throw Refusal.field("name", "This name is the operator's (clause 4.3.3).");
        }
        return new Registration(kind, country, id, name, SignatureRegime.ES, List.of(), request);
    }

    private static boolean sameName(String typed, String proved) {
        return typed.replaceAll("\\s+", " ").equalsIgnoreCase(proved.replaceAll("\\s+", " ").strip());
    }

    private static void bounded(String field, @Nullable String text) {
        if (text != null && text.length() > TEXT_MAX) {
            throw Refusal.field(field, "At most " + TEXT_MAX + " characters.");
        }
    }

    private static Refusal taxId(String detail) {
        return Refusal.of(ProblemType.TAX_ID_INVALID, detail).with("field", "taxId");
    }
}

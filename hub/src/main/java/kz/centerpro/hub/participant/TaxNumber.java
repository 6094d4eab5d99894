package kz.centerpro.hub.participant;

import kz.centerpro.contracts.party.TaxId;
import org.jspecify.annotations.Nullable;

/**
 * By what somebody is found: exact and whole, in the one spelling that participants are kept in (clause 4.3.9).
 *
 * @param country
 *            two capital letters of ISO 3166-1
 * @param taxId
 *            12 digits in Kazakhstan, else the number in its own country
 */
public record TaxNumber(String country, String taxId) {

    /** Null for what is no whole number, such as one with a wildcard; refused when the country is none. */
    public static @Nullable TaxNumber exact(@Nullable String country, String typed) {
        String where = RegistrationPolicy.country(country);
        String id = RegistrationPolicy.foreignId(typed);
        return id == null || (where.equals(Participant.KAZAKHSTAN) && !TaxId.isTwelveDigits(id))
                ? null
                : new TaxNumber(where, id);
    }

    public boolean isKazakh() {
        return country.equals(Participant.KAZAKHSTAN);
    }

    @Override
    public String toString() {
        return country + "/" + taxId;
    }
}

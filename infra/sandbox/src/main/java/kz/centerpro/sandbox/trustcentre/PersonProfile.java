package kz.centerpro.sandbox.trustcentre;

import kz.centerpro.contracts.party.SignerRole;
import org.jspecify.annotations.Nullable;

/**
 * Whom a certificate is made for.
 *
 * @param id
 *            name of the key file, like {@code head-a}
 * @param kind
 *            the hierarchy; {@link KeyKind#EC} makes a foreign certificate
 * @param foreignId
 *            identifier of a foreign person or company, like {@code PNODE-5512345}
 */
public record PersonProfile(String id, KeyKind kind, SignerRole role, String surname, String name,
        @Nullable String patronymic, @Nullable String iin, @Nullable String bin, @Nullable String organization,
        @Nullable String foreignId) {

    /** A resident who signs for himself. */
    public static PersonProfile resident(String id, KeyKind kind, String surname, String name,
            @Nullable String patronymic, String iin) {
        return new PersonProfile(id, kind, SignerRole.INDIVIDUAL, surname, name, patronymic, iin, null, null, null);
    }

    /** A resident who signs for a legal entity. */
    public PersonProfile of(SignerRole post, String company, String companyBin) {
        return new PersonProfile(id, kind, post, surname, name, patronymic, iin, companyBin, company, foreignId);
    }

    public String fullName() {
        return surname + " " + name;
    }
}

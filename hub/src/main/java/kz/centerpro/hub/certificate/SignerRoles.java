package kz.centerpro.hub.certificate;

import java.util.List;
import kz.centerpro.contracts.party.SignerRole;
import org.jspecify.annotations.Nullable;

/** What the extended key usages of Kazakh authorities say of the holder. */
public final class SignerRoles {

    private static final String NCA = "1.2.398.3.3.4.";
    private static final String BTS = "1.2.398.3.17.3.";
    private static final String STATE = "1.2.398.3.2.3.";

    private SignerRoles() {}

    /** The strongest of the roles named; a certificate of another authority names none. */
    static SignerRole of(List<String> extendedKeyUsages) {
        SignerRole found = SignerRole.NONE;
        for (String id : extendedKeyUsages) {
            SignerRole role = of(id);
            if (role != null && rank(role) < rank(found)) {
                found = role;
            }
        }
        return found;
    }

    private static @Nullable SignerRole of(String id) {
        if (id.equals(NCA + "1.1") || id.startsWith(NCA + "1.1.")) {
            return SignerRole.INDIVIDUAL;
        }
        if (id.startsWith(NCA + "1.2.")) {
            return staff(id.substring((NCA + "1.2.").length()));
        }
        if (id.startsWith(NCA + "2.")) {
            return SignerRole.CA_STAFF;
        }
        if (id.startsWith(BTS)) {
            return bts(id.substring(BTS.length()));
        }
        if (id.startsWith(STATE)) {
            return id.equals(STATE + "4") ? SignerRole.CIVIL_SERVANT : SignerRole.ARCHIVE_STAFF;
        }
        return null;
    }

    private static @Nullable SignerRole staff(String arc) {
        return switch (arc) {
            case "1" -> SignerRole.FIRST_HEAD;
            case "2" -> SignerRole.SIGN_RIGHT;
            case "3" -> SignerRole.FINANCE_SIGN;
            case "4" -> SignerRole.HR;
            case "5" -> SignerRole.EMPLOYEE;
            default -> arc.equals("6") || arc.startsWith("6.") ? SignerRole.INFORMATION_SYSTEM : null;
        };
    }

    /** The same seven roles in the same order: individual, legal entity, then the staff. */
    private static @Nullable SignerRole bts(String arc) {
        return switch (arc) {
            case "1" -> SignerRole.INDIVIDUAL;
            case "3" -> SignerRole.FIRST_HEAD;
            case "4" -> SignerRole.SIGN_RIGHT;
            case "5" -> SignerRole.FINANCE_SIGN;
            case "6" -> SignerRole.HR;
            case "7" -> SignerRole.EMPLOYEE;
            default -> null;
        };
    }

    private static int rank(SignerRole role) {
        return switch (role) {
            case FIRST_HEAD -> 0;
            case SIGN_RIGHT -> 1;
            case FINANCE_SIGN -> 2;
            case HR -> 3;
            case EMPLOYEE -> 4;
            case INFORMATION_SYSTEM -> 5;
            case CA_STAFF -> 6;
            case CIVIL_SERVANT -> 7;
            case ARCHIVE_STAFF -> 8;
            case INDIVIDUAL -> 9;
            case NONE -> 10;
        };
    }
}

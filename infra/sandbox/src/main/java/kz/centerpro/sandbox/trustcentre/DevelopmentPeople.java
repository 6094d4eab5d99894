package kz.centerpro.sandbox.trustcentre;

import java.util.List;
import kz.centerpro.contracts.party.SignerRole;
import kz.centerpro.contracts.party.TaxId;

/** The invented people and companies of every development trust centre; the same numbers each time. */
public final class DevelopmentPeople {

    public static final String COMPANY_A = "ТОО \"АЛТЫН ДАЛА САУДА\"";
    public static final String COMPANY_B = "ТОО \"СЕВЕР ЛОГИСТИК\"";
    public static final String OPERATOR = "ТОО \"CENTER PRO\"";
    /** The company whose requisites invoices and acts have; its key seals the acts. */
    public static final String SELLER = "ТОО \"MOBIX\" (РАЗРАБОТКА)";
    public static final String BIN_SELLER = "241240011291";
    public static final String FOREIGN_COMPANY = "Nordlicht Handel GmbH";

    public static final String BIN_A = withCheckDigit("180640", 1402);
    public static final String BIN_B = withCheckDigit("090340", 271);
    public static final String BIN_OPERATOR = withCheckDigit("230940", 35);

    private static final KeyKind GOST = KeyKind.GOST;
    private static final KeyKind RSA = KeyKind.RSA;

    private DevelopmentPeople() {}

    static List<PersonProfile> profiles() {
        return List.of(
                PersonProfile.resident("individual", GOST, "АХМЕТОВА", "АЙГЕРІМ", "СЕРІКҚЫЗЫ", iin("910417", '4', 12)),
                PersonProfile.resident("head-a", GOST, "НҰРЛАНОВ", "ЕРЛАН", "БОЛАТҰЛЫ", iin("780923", '3', 101))
                        .of(SignerRole.FIRST_HEAD, COMPANY_A, BIN_A),
                PersonProfile.resident("signer-a", GOST, "КИМ", "ВИКТОРИЯ", "ОЛЕГОВНА", iin("860205", '4', 77))
                        .of(SignerRole.SIGN_RIGHT, COMPANY_A, BIN_A),
                PersonProfile.resident("employee-a", GOST, "САДЫҚОВ", "ДӘУРЕН", "МАРАТҰЛЫ", iin("990630", '3', 45))
                        .of(SignerRole.EMPLOYEE, COMPANY_A, BIN_A),
                PersonProfile.resident("head-b", GOST, "ПЕТРОВ", "АЛЕКСЕЙ", "ИВАНОВИЧ", iin("740112", '3', 203))
                        .of(SignerRole.FIRST_HEAD, COMPANY_B, BIN_B),
                PersonProfile.resident("employee-b", RSA, "ОМАРОВА", "ЖАНАР", "ТІЛЕГЕНҚЫЗЫ", iin("930818", '4', 64))
                        .of(SignerRole.EMPLOYEE, COMPANY_B, BIN_B),
                PersonProfile.resident("entrepreneur", RSA, "ҚАСЫМОВ", "ТИМУР", "РҮСТЕМҰЛЫ", iin("830505", '3', 19)),
                PersonProfile.resident("self-employed", GOST, "ЛИТВИНЕНКО", "ОКСАНА", null, iin("010221", '6', 8)),
                foreign("non-resident", "Schmidt", "Anna", "PNODE-L01X00T47"),
                new PersonProfile("non-resident-head", KeyKind.EC, SignerRole.NONE, "Hansen", "Jörg", null, null, null,
                        FOREIGN_COMPANY, "NTRDE-HRB123456"),
                PersonProfile.resident("operator", GOST, "ЕСЕНОВА", "МӘДИНА", "АСҚАРҚЫЗЫ", iin("950914", '4', 31))
                        .of(SignerRole.EMPLOYEE, OPERATOR, BIN_OPERATOR),
                PersonProfile.resident("seal", GOST, "ЖҮНІСОВ", "БЕКЗАТ", "ҚАНАТҰЛЫ", iin("820314", '3', 57))
                        .of(SignerRole.FIRST_HEAD, SELLER, BIN_SELLER));
    }

    private static PersonProfile foreign(String id, String surname, String name, String foreignId) {
        return new PersonProfile(id, KeyKind.EC, SignerRole.NONE, surname, name, null, null, null, null, foreignId);
    }

    /**
     * @param century
     *            3 and 4 for men and women born before 2000, 5 and 6 after
     */
    private static String iin(String birthday, char century, int number) {
        return withCheckDigit(birthday + century, number);
    }

    // The first serial from `number` on that has a check digit at all.
    private static String withCheckDigit(String prefix, int number) {
        for (int serial = number;; serial++) {
            String eleven = prefix + String.format("%0" + (11 - prefix.length()) + "d", serial);
            int check = TaxId.checkDigit(eleven + "0");
            if (check < 10) {
                return eleven + check;
            }
        }
    }
}

package kz.centerpro.sandbox.trustcentre;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;

/** Distinguished names in the order and spelling of the national centre; its own names say what they are. */
final class Names {

    static final String MARK = "DEVELOPMENT SIMULATOR";

    private static final ASN1ObjectIdentifier ORGANIZATION_IDENTIFIER = new ASN1ObjectIdentifier("2.5.4.97");

    private Names() {}

    static X500Name root(KeyKind kind) {
        return kind == KeyKind.EC
                ? foreignCa("Root " + MARK)
                : kazakhCa("НЕГІЗГІ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (" + kind + ") " + MARK);
    }

    static X500Name intermediate(KeyKind kind) {
        return kind == KeyKind.EC
                ? foreignCa("Issuing " + MARK)
                : kazakhCa("ҰЛТТЫҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (" + kind + ") " + MARK);
    }

    static X500Name service(String name, KeyKind kind) {
        return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, name + " " + MARK)
                .addRDN(BCStyle.C, kind == KeyKind.EC ? "DE" : "KZ").addRDN(BCStyle.O, MARK + " (" + kind + ")")
                .build();
    }

    static X500Name person(PersonProfile person) {
        return person.kind() == KeyKind.EC ? foreigner(person) : resident(person);
    }

    private static X500Name kazakhCa(String name) {
        return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, name).addRDN(BCStyle.C, "KZ").build();
    }

    private static X500Name foreignCa(String name) {
        return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.C, "DE").addRDN(BCStyle.O, MARK + " Trust")
                .addRDN(BCStyle.CN, name).build();
    }

    // serialNumber holds the IIN; givenName holds the patronymic, as the national centre has it.
    private static X500Name resident(PersonProfile person) {
        var name = new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, person.fullName())
                .addRDN(BCStyle.SURNAME, person.surname());
        if (person.iin() != null) {
            name.addRDN(BCStyle.SERIALNUMBER, "IIN" + person.iin());
        }
        name.addRDN(BCStyle.C, "KZ");
        if (person.organization() != null) {
            name.addRDN(BCStyle.O, person.organization());
        }
        if (person.bin() != null) {
            name.addRDN(BCStyle.OU, "BIN" + person.bin());
        }
        if (person.patronymic() != null) {
            name.addRDN(BCStyle.GIVENNAME, person.patronymic());
        }
        return name.build();
    }

    private static X500Name foreigner(PersonProfile person) {
        var name = new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.C, "DE");
        if (person.organization() != null) {
            name.addRDN(BCStyle.O, person.organization());
            if (person.foreignId() != null) {
                name.addRDN(ORGANIZATION_IDENTIFIER, person.foreignId());
            }
        } else if (person.foreignId() != null) {
            name.addRDN(BCStyle.SERIALNUMBER, person.foreignId());
        }
        return name.addRDN(BCStyle.SURNAME, person.surname()).addRDN(BCStyle.GIVENNAME, person.name())
                .addRDN(BCStyle.CN, person.name() + " " + person.surname()).build();
    }
}

package kz.centerpro.sandbox.trustcentre;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;

/** Object identifiers of the Kazakh registry (root.gov.kz/oid) that the simulator puts where the real centre does. */
final class KazakhOids {

    static final ASN1ObjectIdentifier KEY_GOST_512 = oid("1.2.398.3.10.1.1.2.2");
    static final ASN1ObjectIdentifier PARAM_SET_A_512 = oid("1.2.398.3.10.1.1.2.2.1");
    static final ASN1ObjectIdentifier SIGNATURE_GOST_512 = oid("1.2.398.3.10.1.1.2.3.2");
    static final ASN1ObjectIdentifier DIGEST_512 = oid("1.2.398.3.10.1.3.3");
    static final ASN1ObjectIdentifier DIGEST_256 = oid("1.2.398.3.10.1.3.2");

    static final ASN1ObjectIdentifier POLICY = oid("1.2.398.3.3.2");
    static final ASN1ObjectIdentifier TSA_POLICY_GOST = oid("1.2.398.3.3.2.6.4");
    static final ASN1ObjectIdentifier TSA_POLICY_RSA = oid("1.2.398.3.3.2.6.2");
    static final ASN1ObjectIdentifier KEY_STORAGE = oid("1.2.398.3.3.5");
    static final ASN1ObjectIdentifier KEY_STORAGE_PKCS12 = oid("1.2.398.3.3.5.1.1");

    static final ASN1ObjectIdentifier INDIVIDUAL = oid("1.2.398.3.3.4.1.1");
    static final ASN1ObjectIdentifier LEGAL_ENTITY = oid("1.2.398.3.3.4.1.2");
    static final ASN1ObjectIdentifier FIRST_HEAD = oid("1.2.398.3.3.4.1.2.1");
    static final ASN1ObjectIdentifier SIGN_RIGHT = oid("1.2.398.3.3.4.1.2.2");
    static final ASN1ObjectIdentifier FINANCE_SIGN = oid("1.2.398.3.3.4.1.2.3");
    static final ASN1ObjectIdentifier HR = oid("1.2.398.3.3.4.1.2.4");
    static final ASN1ObjectIdentifier EMPLOYEE = oid("1.2.398.3.3.4.1.2.5");
    static final ASN1ObjectIdentifier INFORMATION_SYSTEM = oid("1.2.398.3.3.4.1.2.6");

    /** The Russian name of the same curve, by which Bouncy Castle knows it. */
    static final ASN1ObjectIdentifier TC26_PARAM_SET_A_512 = oid("1.2.643.7.1.2.1.2.1");

    private KazakhOids() {}

    private static ASN1ObjectIdentifier oid(String text) {
        return new ASN1ObjectIdentifier(text);
    }
}

package example.house.signature;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;

public final class SignatureDesk {

    public String name() {
        return new ASN1ObjectIdentifier("1.2.398").getId();
    }
}

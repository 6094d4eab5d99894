package kz.centerpro.sandbox.trustcentre;

import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509CertificateHolder;

/** A key with its certificate, and the certificates above it when the file held them. */
record Credential(SigningKey key, X509CertificateHolder certificate, List<X509CertificateHolder> above) {

    Credential {
        above = List.copyOf(above);
    }

    X500Name name() {
        return certificate.getSubject();
    }
}

package kz.centerpro.sandbox.trustcentre;

import java.math.BigInteger;
import java.nio.file.Path;
import kz.centerpro.contracts.party.SignerRole;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jspecify.annotations.Nullable;

/** A test person with a certificate and a key file, whose password is {@code TrustCentre.PASSWORD}. */
public record Person(PersonProfile profile, Path file, ClientSigner signer) {

    public String id() {
        return profile.id();
    }

    public SignerRole role() {
        return profile.role();
    }

    public String fullName() {
        return profile.fullName();
    }

    public @Nullable String iin() {
        return profile.iin();
    }

    public @Nullable String bin() {
        return profile.bin();
    }

    public @Nullable String organization() {
        return profile.organization();
    }

    public X509CertificateHolder certificate() {
        return signer.certificate();
    }

    public BigInteger serial() {
        return certificate().getSerialNumber();
    }
}

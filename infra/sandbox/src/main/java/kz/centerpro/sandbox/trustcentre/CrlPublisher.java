package kz.centerpro.sandbox.trustcentre;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.X509v2CRLBuilder;

/** Signs a revocation list of the moment. */
final class CrlPublisher {

    private static final Duration VALIDITY = Duration.ofDays(1);

    private final Revocations revocations;
    private final OcspResponder.Issued issued;
    private final Clock clock;

    CrlPublisher(Revocations revocations, OcspResponder.Issued issued, Clock clock) {
        this.revocations = revocations;
        this.issued = issued;
        this.clock = clock;
    }

    byte[] list(Credential issuer) throws IOException {
        Instant now = clock.instant();
        var builder = new X509v2CRLBuilder(issuer.name(), Date.from(now));
        builder.setNextUpdate(Date.from(now.plus(VALIDITY)));
        Set<BigInteger> own = issued.by(issuer);
        revocations.all().forEach((serial, entry) -> {
            if (own.contains(serial)) {
                builder.addCRLEntry(serial, Date.from(entry.at()), entry.reason());
            }
        });
        builder.addExtension(Extension.cRLNumber, false, new CRLNumber(BigInteger.valueOf(now.toEpochMilli())));
        var keyId = SubjectKeyIdentifier.fromExtensions(issuer.certificate().getExtensions());
        builder.addExtension(Extension.authorityKeyIdentifier, false,
                new AuthorityKeyIdentifier(keyId.getKeyIdentifier()));
        return builder.build(issuer.key().contentSigner()).getEncoded();
    }
}

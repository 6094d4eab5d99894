package kz.centerpro.hub.authority;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;

/** Writes certificates for signing documents (RFC 5280). */
final class CertificateIssuer {

    /** RFC 5280, 4.1.2.2: positive and at most 20 octets; 16 random ones keep it apart from any other. */
    private static final int SERIAL_BYTES = 16;

    private final AuthorityKey authority;
    private final URI url;
    private final Duration validity;

    CertificateIssuer(AuthorityKey authority, URI url, Duration validity) {
        this.authority = authority;
        this.url = url;
        this.validity = validity;
    }

    /** Never outlives the authority's own certificate. */
    Instant expiry(Instant from) {
        Instant own = authority.certificate().getNotAfter().toInstant();
        Instant planned = from.plus(validity);
        return planned.isAfter(own) ? own : planned;
    }

    byte[] issue(Applicant holder, SubjectPublicKeyInfo key, byte[] random, Instant from) throws IOException {
        if (random.length != SERIAL_BYTES) {
            throw new IllegalArgumentException("a serial number has " + SERIAL_BYTES + " octets");
        }
        BigInteger serial = serial(random);
        X500Name issuer = authority.certificate().getSubject();
        X509v3CertificateBuilder builder = new X509v3CertificateBuilder(issuer, serial, Date.from(from),
                Date.from(expiry(from)), subject(holder), key);
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true,
                new KeyUsage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation));
        builder.addExtension(Extension.extendedKeyUsage, false,
                new ExtendedKeyUsage(KeyPurposeId.id_kp_emailProtection));
        builder.addExtension(Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(keyId(key)));
        builder.addExtension(Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(
                keyId(authority.certificate().getSubjectPublicKeyInfo())));
        builder.addExtension(Extension.subjectAlternativeName, false,
                new GeneralNames(new GeneralName(GeneralName.rfc822Name, holder.email())));
        builder.addExtension(Extension.authorityInfoAccess, false, access());
        builder.addExtension(Extension.cRLDistributionPoints, false, new CRLDistPoint(new DistributionPoint[]{
                new DistributionPoint(new DistributionPointName(new GeneralNames(address("/crl"))), null, null)}));
        return builder.build(authority.signer()).getEncoded();
    }

    /** The top bit is cleared, and the one below set, so that it is positive and always of the same length. */
    static BigInteger serial(byte[] random) {
        byte[] octets = random.clone();
        octets[0] = (byte) ((octets[0] & 0x7f) | 0x40);
        return new BigInteger(1, octets);
    }

    private static X500Name subject(Applicant holder) {
        X500NameBuilder name = new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.C, holder.country());
        if (holder.organization() != null) {
            name.addRDN(BCStyle.O, holder.organization());
        }
        return name.addRDN(BCStyle.SERIALNUMBER, holder.taxId()).addRDN(BCStyle.CN, holder.name()).build();
    }

    private AuthorityInformationAccess access() {
        return new AuthorityInformationAccess(new AccessDescription[]{
                new AccessDescription(AccessDescription.id_ad_ocsp, address("/ocsp")),
                new AccessDescription(new ASN1ObjectIdentifier("1.3.6.1.5.5.7.48.2"), address("/certificate"))});
    }

    private GeneralName address(String path) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, url + AuthorityRoutes.PUBLIC + path);
    }

    /** RFC 5280, 4.2.1.2, method (1). */
    private static byte[] keyId(SubjectPublicKeyInfo key) {
        return DigestAlgorithm.SHA_1.digest(key.getPublicKeyData().getOctets());
    }
}

package kz.centerpro.hub.pkitest;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.ReasonFlags;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.jspecify.annotations.Nullable;

/** A revocation list in the making: numbered, delta, indirect, limited, with anything else in it. */
public final class TestList {

    private final TestAuthority authority;
    private final X509v2CRLBuilder builder;

    private TestList(TestAuthority authority, Instant thisUpdate, Duration life) throws IOException {
        this.authority = authority;
        this.builder = new X509v2CRLBuilder(authority.name(), Date.from(thisUpdate));
        builder.setNextUpdate(Date.from(thisUpdate.plus(life)));
        with(Extension.authorityKeyIdentifier, false,
                new AuthorityKeyIdentifier(TestAuthority.keyId(authority.key())));
    }

    public static TestList of(TestAuthority authority, Instant thisUpdate) throws IOException {
        return new TestList(authority, thisUpdate, Duration.ofDays(30));
    }

    public static TestList of(TestAuthority authority, Instant thisUpdate, Duration life) throws IOException {
        return new TestList(authority, thisUpdate, life);
    }

    public TestList number(long number) throws IOException {
        return with(Extension.cRLNumber, false, new CRLNumber(BigInteger.valueOf(number)));
    }

    public TestList since(long baseNumber) throws IOException {
        return with(Extension.deltaCRLIndicator, true, new CRLNumber(BigInteger.valueOf(baseNumber)));
    }

    public TestList freshest(String url) throws IOException {
        return with(Extension.freshestCRL, false, points(url).value());
    }

    public TestList limited(boolean users, boolean authorities, @Nullable ReasonFlags reasons, boolean indirect)
            throws IOException {
        return with(Extension.issuingDistributionPoint, true,
                new IssuingDistributionPoint(null, users, authorities, reasons, indirect, false));
    }

    public TestList with(ASN1ObjectIdentifier id, boolean critical, ASN1Encodable value) throws IOException {
        builder.addExtension(id, critical, value);
        return this;
    }

    public TestList revoke(BigInteger serial, Instant at, int reason) {
        builder.addCRLEntry(serial, Date.from(at), reason);
        return this;
    }

    /** An entry about a certificate of another issuer, as indirect lists have them. */
    public TestList revoke(BigInteger serial, Instant at, X500Name issuer) throws IOException {
        builder.addCRLEntry(serial, Date.from(at), new Extensions(
                new Extension(Extension.certificateIssuer, true,
                        new GeneralNames(new GeneralName(issuer)).getEncoded())));
        return this;
    }

    public byte[] build() throws IOException {
        return builder.build(authority.key().contentSigner()).getEncoded();
    }

    /** CRLDistributionPoints with one address. */
    public static TestAuthority.Extra points(String url) {
        return new TestAuthority.Extra(Extension.cRLDistributionPoints, false, new CRLDistPoint(
                new DistributionPoint[]{new DistributionPoint(new DistributionPointName(new GeneralNames(
                        new GeneralName(GeneralName.uniformResourceIdentifier, url))), null, null)}));
    }

    /** FreshestCRL with one address. */
    public static TestAuthority.Extra freshestPoint(String url) {
        return new TestAuthority.Extra(Extension.freshestCRL, false, points(url).value());
    }

    /** CRLDistributionPoints that leave the certificate to the list of another issuer. */
    public static TestAuthority.Extra listedBy(X500Name issuer) {
        return new TestAuthority.Extra(Extension.cRLDistributionPoints, false, new CRLDistPoint(
                new DistributionPoint[]{new DistributionPoint(null, null, new GeneralNames(new GeneralName(issuer)))}));
    }
}

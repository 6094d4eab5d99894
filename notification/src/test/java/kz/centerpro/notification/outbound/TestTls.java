package kz.centerpro.notification.outbound;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** A test authority and one certificate of it for a server; both are made in memory and nobody else trusts them. */
public final class TestTls {

    private final KeyPair serverKey;
    private final X509Certificate authority;
    private final X509Certificate server;

    private TestTls(String host, Instant until) {
        try {
            KeyPairGenerator maker = KeyPairGenerator.getInstance("EC");
            maker.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair authorityKey = maker.generateKeyPair();
            serverKey = maker.generateKeyPair();
            X500Name name = new X500Name("CN=Test authority of the outbound channels");
            authority = certificate(name, name, authorityKey, authorityKey, Instant.now().plus(1, ChronoUnit.DAYS),
                    true, null);
            server = certificate(name, new X500Name("CN=server"), authorityKey, serverKey, until, false, host);
        } catch (GeneralSecurityException | OperatorCreationException | IOException broken) {
            throw new AssertionError(broken);
        }
    }

    public static TestTls forHost(String host) {
        return new TestTls(host, Instant.now().plus(1, ChronoUnit.DAYS));
    }

    public static TestTls expired(String host) {
        return new TestTls(host, Instant.now().minus(1, ChronoUnit.HOURS));
    }

    /** What the server shows. */
    public SSLContext server() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", serverKey.getPrivate(), new char[0],
                    new X509Certificate[]{server, authority});
            KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
            keys.init(store, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException broken) {
            throw new AssertionError(broken);
        }
    }

    public KeyPair serverKey() {
        return serverKey;
    }

    public X509Certificate serverCertificate() {
        return server;
    }

    public X509Certificate authority() {
        return authority;
    }

    /** A client that trusts the test authority alone. */
    public SSLContext trusting() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("authority", authority);
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException broken) {
            throw new AssertionError(broken);
        }
    }

    private static X509Certificate certificate(X500Name issuer, X500Name subject, KeyPair signer, KeyPair holder,
            Instant until, boolean authority, @Nullable String host)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(issuer,
                BigInteger.valueOf(authority ? 1 : 2), Date.from(Instant.now().minus(2, ChronoUnit.DAYS)),
                Date.from(until), subject, holder.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
        if (host != null) {
            int kind = Character.isDigit(host.charAt(0)) ? GeneralName.iPAddress : GeneralName.dNSName;
            builder.addExtension(Extension.subjectAlternativeName, false,
                    new GeneralNames(new GeneralName(kind, host)));
        }
        return new JcaX509CertificateConverter().getCertificate(
                builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer.getPrivate())));
    }
}

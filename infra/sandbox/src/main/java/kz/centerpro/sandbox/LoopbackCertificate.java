package kz.centerpro.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A self-signed certificate for 127.0.0.1, kept in a folder, so that a browser that was told once to accept it goes on.
 * Nothing chains to it and it can sign no other.
 */
public record LoopbackCertificate(PrivateKey key, X509Certificate certificate) {

    private static final String FILE = "loopback.p12";
    private static final char[] PASSWORD = "development".toCharArray();
    private static final X500Name NAME = new X500Name("CN=127.0.0.1,O=Center Pro DEVELOPMENT SIMULATOR");
    private static final Duration VALIDITY = Duration.ofDays(365);

    /** The one in {@code folder}, or a new one that is put there. */
    public static LoopbackCertificate kept(Path folder) {
        Path file = folder.resolve(FILE);
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            if (Files.exists(file)) {
                try (InputStream bytes = Files.newInputStream(file)) {
                    store.load(bytes, PASSWORD);
                }
                if (store.getKey("tls", PASSWORD) instanceof PrivateKey key
                        && store.getCertificate("tls") instanceof X509Certificate certificate
                        && certificate.getNotAfter().toInstant().isAfter(Instant.now())) {
                    return new LoopbackCertificate(key, certificate);
                }
            }
            LoopbackCertificate made = made();
            store.load(null, null);
            store.setKeyEntry("tls", made.key(), PASSWORD, new X509Certificate[]{made.certificate()});
            Files.createDirectories(folder);
            try (OutputStream bytes = Files.newOutputStream(file)) {
                store.store(bytes, PASSWORD);
            }
            return made;
        } catch (IOException | GeneralSecurityException failed) {
            throw new SandboxException("The certificate in " + folder + " cannot be kept: " + failed.getMessage(),
                    failed);
        }
    }

    private static LoopbackCertificate made() throws GeneralSecurityException, IOException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        Instant now = Instant.now();
        var builder = new JcaX509v3CertificateBuilder(NAME, BigInteger.valueOf(now.toEpochMilli()),
                Date.from(now.minus(Duration.ofDays(1))), Date.from(now.plus(VALIDITY)), NAME, pair.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.extendedKeyUsage, false,
                new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        builder.addExtension(Extension.subjectAlternativeName, false,
                new GeneralNames(new GeneralName[]{new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
                        new GeneralName(GeneralName.dNSName, "localhost")}));
        try {
            return new LoopbackCertificate(pair.getPrivate(), new JcaX509CertificateConverter().getCertificate(
                    builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))));
        } catch (OperatorCreationException absent) {
            throw new SandboxException("Every JDK signs with ECDSA.", absent);
        }
    }

    /** Base64 of SHA-256 of the public key, as {@code --ignore-certificate-errors-spki-list} of Chromium takes it. */
    public String spki() {
        try {
            return Base64.getEncoder().encodeToString(
                    MessageDigest.getInstance("SHA-256").digest(certificate.getPublicKey().getEncoded()));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Never the key. */
    @Override
    public String toString() {
        return "LoopbackCertificate";
    }
}

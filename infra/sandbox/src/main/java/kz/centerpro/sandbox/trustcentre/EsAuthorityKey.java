package kz.centerpro.sandbox.trustcentre;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import kz.centerpro.sandbox.SandboxException;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A key for the hub's own authority on a development machine: EC P-256 with a self-signed certificate, in a PKCS #12
 * file. In production the operator makes it, on hardware of his choice.
 */
public final class EsAuthorityKey {

    private static final Duration VALIDITY = Duration.ofDays(3650);
    private static final X500Name NAME = new X500Name("C=KZ,O=Center Pro,CN=CENTER PRO ES AUTHORITY DEVELOPMENT");

    private EsAuthorityKey() {}

    /** Makes both files unless they are there. */
    public static void keep(Path keystore, Path certificate, String password, Instant now) {
        if (Files.exists(keystore) && Files.exists(certificate)) {
            return;
        }
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            byte[] der = selfSigned(pair, now).getEncoded();
            Certificate made = CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(der));
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("es", pair.getPrivate(), password.toCharArray(), new Certificate[]{made});
            Files.createDirectories(keystore.getParent());
            try (OutputStream file = Files.newOutputStream(keystore)) {
                store.store(file, password.toCharArray());
            }
            Files.write(certificate, der);
        } catch (IOException | GeneralSecurityException | OperatorCreationException failed) {
            throw new SandboxException("The authority's key cannot be made: " + failed.getMessage(), failed);
        }
    }

    private static X509CertificateHolder selfSigned(KeyPair pair, Instant now)
            throws IOException, OperatorCreationException {
        SubjectPublicKeyInfo key = SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded());
        X509v3CertificateBuilder builder = new X509v3CertificateBuilder(NAME, BigInteger.valueOf(now.toEpochMilli()),
                Date.from(now.minus(Duration.ofDays(1))), Date.from(now.plus(VALIDITY)), NAME, key);
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
        builder.addExtension(Extension.keyUsage, true,
                new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign | KeyUsage.digitalSignature));
        builder.addExtension(Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(keyId(key)));
        return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()));
    }

    private static byte[] keyId(SubjectPublicKeyInfo key) {
        SHA1Digest digest = new SHA1Digest();
        byte[] octets = key.getPublicKeyData().getOctets();
        digest.update(octets, 0, octets.length);
        byte[] value = new byte[digest.getDigestSize()];
        digest.doFinal(value, 0);
        return value;
    }
}

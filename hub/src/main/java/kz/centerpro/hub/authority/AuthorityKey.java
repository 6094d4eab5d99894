package kz.centerpro.hub.authority;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.util.Collections;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.operator.ContentSigner;

/** The key that signs certificates, lists and answers, with its certificate. */
final class AuthorityKey {

    private static final AlgorithmIdentifier ALGORITHM = new AlgorithmIdentifier(
            X9ObjectIdentifiers.ecdsa_with_SHA256);

    private final PrivateKey key;
    private final X509CertificateHolder certificate;

    private AuthorityKey(PrivateKey key, X509CertificateHolder certificate) {
        this.key = key;
        this.certificate = certificate;
    }

    /** Reads the only key of a PKCS #12 file; blocking, at start. */
    static AuthorityKey open(Path file, String password) {
        try (InputStream stream = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(stream, password.toCharArray());
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias) && store.getKey(alias, password.toCharArray()) instanceof ECPrivateKey key
                        && store.getCertificate(alias) instanceof X509Certificate certificate) {
                    return new AuthorityKey(key, new X509CertificateHolder(certificate.getEncoded()));
                }
            }
        } catch (IOException | GeneralSecurityException unusable) {
            throw new IllegalStateException("center.authority.keystore cannot be opened: " + unusable.getMessage(),
                    unusable);
        }
        throw new IllegalStateException("center.authority.keystore holds no EC key with a certificate");
    }

    X509CertificateHolder certificate() {
        return certificate;
    }

    /** Signs one structure with ECDSA and SHA-256. */
    ContentSigner signer() {
        return new ContentSigner() {

            private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

            @Override
            public AlgorithmIdentifier getAlgorithmIdentifier() {
                return ALGORITHM;
            }

            @Override
            public OutputStream getOutputStream() {
                return bytes;
            }

            @Override
            public byte[] getSignature() {
                try {
                    Signature signature = Signature.getInstance("SHA256withECDSA");
                    signature.initSign(key);
                    signature.update(bytes.toByteArray());
                    return signature.sign();
                } catch (GeneralSecurityException unusable) {
                    throw new IllegalStateException("the authority's key does not sign", unusable);
                }
            }
        };
    }
}

package kz.centerpro.sandbox.trustcentre;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import kz.centerpro.sandbox.SandboxException;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.operator.ContentSigner;

/** A private key that signs with its one algorithm: Kazakh GOST by our own glue, RSA and ECDSA by the JDK. */
sealed interface SigningKey {

    KeyKind kind();

    PrivateKeyInfo privateKeyInfo();

    AlgorithmIdentifier signatureAlgorithm();

    /** The digest that goes with the key in CMS. */
    AlgorithmIdentifier digestAlgorithm();

    /** Signs {@code bytes}; their digest is taken here. */
    byte[] sign(byte[] bytes);

    /** In CMS an RSA signer names its key's algorithm, the others the signature's. */
    default AlgorithmIdentifier cmsAlgorithm() {
        return kind() == KeyKind.RSA
                ? new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE)
                : signatureAlgorithm();
    }

    default ContentSigner contentSigner() {
        var bytes = new ByteArrayOutputStream();
        return new ContentSigner() {
            @Override
            public AlgorithmIdentifier getAlgorithmIdentifier() {
                return signatureAlgorithm();
            }

            @Override
            public OutputStream getOutputStream() {
                return bytes;
            }

            @Override
            public byte[] getSignature() {
                return sign(bytes.toByteArray());
            }
        };
    }

    /** A key just made, with its public half. */
    record Fresh(SigningKey key, SubjectPublicKeyInfo publicKey) {}

    static Fresh generate(KeyKind kind) {
        try {
            if (kind == KeyKind.GOST) {
                GostKey key = GostKey.generate();
                return new Fresh(new Gost(key), key.publicKeyInfo());
            }
            KeyPairGenerator generator = KeyPairGenerator.getInstance(kind == KeyKind.RSA ? "RSA" : "EC");
            if (kind == KeyKind.RSA) {
                generator.initialize(2048);
            } else {
                generator.initialize(new ECGenParameterSpec("secp256r1"));
            }
            KeyPair pair = generator.generateKeyPair();
            return new Fresh(new Jdk(kind, pair.getPrivate()),
                    SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()));
        } catch (GeneralSecurityException | IOException e) {
            throw new SandboxException("No " + kind + " key could be made: " + e.getMessage(), e);
        }
    }

    static SigningKey of(PrivateKeyInfo info) throws IOException {
        ASN1ObjectIdentifier algorithm = info.getPrivateKeyAlgorithm().getAlgorithm();
        if (algorithm.equals(KazakhOids.KEY_GOST_512)) {
            return new Gost(GostKey.of(info));
        }
        KeyKind kind = algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)
                ? KeyKind.RSA
                : algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey) ? KeyKind.EC : null;
        if (kind == null) {
            throw new IOException("a key of the unknown algorithm " + algorithm);
        }
        try {
            KeyFactory factory = KeyFactory.getInstance(kind == KeyKind.RSA ? "RSA" : "EC");
            return new Jdk(kind, factory.generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded())));
        } catch (GeneralSecurityException e) {
            throw new IOException("the private key is unreadable: " + e.getMessage(), e);
        }
    }

    /** Kazakh GOST. */
    record Gost(GostKey key) implements SigningKey {

        @Override
        public KeyKind kind() {
            return KeyKind.GOST;
        }

        @Override
        public PrivateKeyInfo privateKeyInfo() {
            try {
                return key.privateKeyInfo();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public AlgorithmIdentifier signatureAlgorithm() {
            return new AlgorithmIdentifier(KazakhOids.SIGNATURE_GOST_512, DERNull.INSTANCE);
        }

        @Override
        public AlgorithmIdentifier digestAlgorithm() {
            return Digests.STREEBOG_512;
        }

        @Override
        public byte[] sign(byte[] bytes) {
            return key.sign(Digests.digest(KazakhOids.DIGEST_512, bytes));
        }
    }

    /** RSA and ECDSA. */
    record Jdk(KeyKind kind, PrivateKey key) implements SigningKey {

        @Override
        public PrivateKeyInfo privateKeyInfo() {
            return PrivateKeyInfo.getInstance(key.getEncoded());
        }

        @Override
        public AlgorithmIdentifier signatureAlgorithm() {
            return kind == KeyKind.RSA
                    ? new AlgorithmIdentifier(PKCSObjectIdentifiers.sha256WithRSAEncryption, DERNull.INSTANCE)
                    : new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
        }

        @Override
        public AlgorithmIdentifier digestAlgorithm() {
            return Digests.SHA_256;
        }

        @Override
        public byte[] sign(byte[] bytes) {
            try {
                Signature signature = Signature.getInstance(kind == KeyKind.RSA ? "SHA256withRSA" : "SHA256withECDSA");
                signature.initSign(key);
                signature.update(bytes);
                return signature.sign();
            } catch (GeneralSecurityException e) {
                throw new SandboxException("The key does not sign: " + e.getMessage(), e);
            }
        }

        /** Never the key. */
        @Override
        public String toString() {
            return "SigningKey[" + kind + "]";
        }
    }
}

package kz.centerpro.hub.seal;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.cryptopro.ECGOST3410NamedCurves;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.GOST3411_2012_512Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.ECGOST3410Signer;
import org.bouncycastle.util.Arrays;
import org.bouncycastle.util.BigIntegers;

/**
 * A private key with its one way of signing. Kazakh GOST by Bouncy Castle in the layout of the national authority
 * (little-endian, r before s), RSA by the JDK. A certified tool or a key in an HSM is one more implementation.
 */
sealed interface SealKey {

    AlgorithmIdentifier digestAlgorithm();

    /** As CMS names it in a signer. */
    AlgorithmIdentifier signatureAlgorithm();

    Digest newDigest();

    /** The signature value over {@code bytes}, whose digest is taken here. */
    byte[] sign(byte[] bytes);

    default byte[] digest(byte[] bytes) {
        Digest digest = newDigest();
        digest.update(bytes, 0, bytes.length);
        byte[] value = new byte[digest.getDigestSize()];
        digest.doFinal(value, 0);
        return value;
    }

    static SealKey of(PrivateKeyInfo info) throws IOException {
        ASN1ObjectIdentifier algorithm = info.getPrivateKeyAlgorithm().getAlgorithm();
        if (algorithm.equals(Gost.KEY)) {
            byte[] little = ASN1OctetString.getInstance(info.parsePrivateKey()).getOctets();
            if (little.length != Gost.SIZE) {
                throw new IOException("a GOST key of " + little.length * 8 + " bits; 512 are needed");
            }
            return new Gost(new BigInteger(1, Arrays.reverse(little)));
        }
        if (!algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)) {
            throw new IOException("a key of the unknown algorithm " + algorithm);
        }
        try {
            return new Rsa(KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded())));
        } catch (GeneralSecurityException unreadable) {
            throw new IOException("the private key is unreadable", unreadable);
        }
    }

    /** GOST R 34.10-2012, 512 bits, set A. */
    record Gost(BigInteger scalar) implements SealKey {

        static final ASN1ObjectIdentifier KEY = new ASN1ObjectIdentifier("1.2.398.3.10.1.1.2.2");
        static final int SIZE = 64;

        private static final AlgorithmIdentifier DIGEST = new AlgorithmIdentifier(
                new ASN1ObjectIdentifier("1.2.398.3.10.1.3.3"), DERNull.INSTANCE);
        private static final AlgorithmIdentifier SIGNATURE = new AlgorithmIdentifier(
                new ASN1ObjectIdentifier("1.2.398.3.10.1.1.2.3.2"), DERNull.INSTANCE);
        private static final ECDomainParameters CURVE = curve();
        private static final SecureRandom RANDOM = new SecureRandom();

        private static ECDomainParameters curve() {
            X9ECParameters x9 = ECGOST3410NamedCurves.getByOIDX9(new ASN1ObjectIdentifier("1.2.643.7.1.2.1.2.1"));
            return new ECDomainParameters(x9.getCurve(), x9.getG(), x9.getN(), x9.getH());
        }

        @Override
        public AlgorithmIdentifier digestAlgorithm() {
            return DIGEST;
        }

        @Override
        public AlgorithmIdentifier signatureAlgorithm() {
            return SIGNATURE;
        }

        @Override
        public Digest newDigest() {
            return new GOST3411_2012_512Digest();
        }

        @Override
        public byte[] sign(byte[] bytes) {
            ECGOST3410Signer signer = new ECGOST3410Signer();
            signer.init(true, new ParametersWithRandom(new ECPrivateKeyParameters(scalar, CURVE), RANDOM));
            BigInteger[] rs = signer.generateSignature(digest(bytes));
            return Arrays.concatenate(little(rs[0]), little(rs[1]));
        }

        private static byte[] little(BigInteger value) {
            return Arrays.reverse(BigIntegers.asUnsignedByteArray(SIZE, value));
        }

        /** Never the scalar. */
        @Override
        public String toString() {
            return "GOST";
        }
    }

    /** RSA with SHA-256. */
    record Rsa(PrivateKey key) implements SealKey {

        @Override
        public AlgorithmIdentifier digestAlgorithm() {
            return new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256);
        }

        @Override
        public AlgorithmIdentifier signatureAlgorithm() {
            return new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);
        }

        @Override
        public Digest newDigest() {
            return SHA256Digest.newInstance();
        }

        @Override
        public byte[] sign(byte[] bytes) {
            try {
                Signature signature = Signature.getInstance("SHA256withRSA");
                signature.initSign(key);
                signature.update(bytes);
                return signature.sign();
            } catch (GeneralSecurityException unusable) {
                throw new IllegalStateException("the operator's key does not sign", unusable);
            }
        }

        /** Never the key. */
        @Override
        public String toString() {
            return "RSA";
        }
    }
}

package kz.centerpro.hub.pkitest;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.List;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.SignatureScheme;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.cryptopro.ECGOST3410NamedCurves;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.ECGOST3410Signer;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.util.Arrays;

/** A key that signs, in the layouts of every scheme the room verifies. */
public record TestKey(SubjectPublicKeyInfo info, String signatureId, DigestAlgorithm digest, String digestId,
        Signing signing) {

    /** Signs a message. */
    public interface Signing {
        byte[] sign(byte[] message) throws GeneralSecurityException;
    }

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String PSS = "1.2.840.113549.1.1.10";
    private static final String SHA256 = SignatureScheme.identifier(DigestAlgorithm.SHA_256);

    public static TestKey rsa() throws GeneralSecurityException {
        return rsa(2048, "SHA256withRSA", "1.2.840.113549.1.1.11");
    }

    public static TestKey rsa(int bits, String name, String id) throws GeneralSecurityException {
        return rsa(bits, name, id, DigestAlgorithm.SHA_256);
    }

    public static TestKey rsa(int bits, String name, String id, DigestAlgorithm digest)
            throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        KeyPair pair = generator.generateKeyPair();
        return new TestKey(SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()), id, digest,
                SignatureScheme.identifier(digest), message -> jdk(name, pair.getPrivate(), message));
    }

    /** One RSA key that signs with SHA-256, and the same one signing with SHA-1. */
    public static List<TestKey> rsaOfBothAges() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded());
        return List.of(
                new TestKey(info, "1.2.840.113549.1.1.11", DigestAlgorithm.SHA_256, SHA256,
                        message -> jdk("SHA256withRSA", pair.getPrivate(), message)),
                new TestKey(info, "1.2.840.113549.1.1.5", DigestAlgorithm.SHA_1,
                        SignatureScheme.identifier(DigestAlgorithm.SHA_1),
                        message -> jdk("SHA1withRSA", pair.getPrivate(), message)));
    }

    public static TestKey rsaPss() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        return new TestKey(SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()), PSS,
                DigestAlgorithm.SHA_256, SHA256,
                message -> {
                    Signature signature = Signature.getInstance("RSASSA-PSS");
                    signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
                    signature.initSign(pair.getPrivate());
                    signature.update(message);
                    return signature.sign();
                });
    }

    public static TestKey ec() throws GeneralSecurityException {
        return ec("secp256r1", "SHA256withECDSA", "1.2.840.10045.4.3.2", DigestAlgorithm.SHA_256);
    }

    public static TestKey ec(String curve, String name, String id, DigestAlgorithm digest)
            throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        KeyPair pair = generator.generateKeyPair();
        return new TestKey(SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()), id, digest,
                SignatureScheme.identifier(digest), message -> jdk(name, pair.getPrivate(), message));
    }

    public static TestKey ed25519() throws GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        return new TestKey(SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()), "1.3.101.112",
                DigestAlgorithm.SHA_512, SignatureScheme.identifier(DigestAlgorithm.SHA_512),
                message -> jdk("Ed25519", pair.getPrivate(), message));
    }

    private static byte[] jdk(String name, PrivateKey key, byte[] message) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(name);
        signature.initSign(key);
        signature.update(message);
        return signature.sign();
    }

    /** The scheme that the national authority issues since 2024. */
    public static TestKey gost() {
        return kazakh("1.2.398.3.10.1.1.2.2", "1.2.398.3.10.1.1.2.3.2", "1.2.643.7.1.2.1.2.1",
                DigestAlgorithm.STREEBOG_512, 64);
    }

    public static TestKey gost256() {
        return kazakh("1.2.398.3.10.1.1.2.1", "1.2.398.3.10.1.1.2.3.1", "1.2.643.7.1.2.1.1.1",
                DigestAlgorithm.STREEBOG_256, 32);
    }

    public static TestKey gost2004() {
        return kazakh("1.2.398.3.10.1.1.1.1", "1.2.398.3.10.1.1.1.2", "1.2.643.2.2.35.1", DigestAlgorithm.GOST_34311_95,
                32);
    }

    private static TestKey kazakh(String keyId, String signatureId, String curve, DigestAlgorithm digest, int size) {
        String digestId = SignatureScheme.identifier(digest);
        return gost(keyId, keyId + ".1", curve, signatureId, digest, digestId, size, true);
    }

    public static TestKey tc26() {
        return gost("1.2.643.7.1.1.1.2", "1.2.643.7.1.2.1.2.1", "1.2.643.7.1.2.1.2.1", "1.2.643.7.1.1.3.3",
                DigestAlgorithm.STREEBOG_512, "1.2.643.7.1.1.2.3", 64, false);
    }

    private static TestKey gost(String keyId, String curveName, String curve, String signatureId,
            DigestAlgorithm digest,
            String digestId, int size, boolean kazakh) {
        ECDomainParameters domain = new ECDomainParameters(
                ECGOST3410NamedCurves.getByOIDX9(new ASN1ObjectIdentifier(curve)));
        ECKeyPairGenerator generator = new ECKeyPairGenerator();
        generator.init(new ECKeyGenerationParameters(domain, RANDOM));
        AsymmetricCipherKeyPair pair = generator.generateKeyPair();
        ECPublicKeyParameters open = (ECPublicKeyParameters) pair.getPublic();
        byte[] point = Arrays.concatenate(little(open.getQ().getAffineXCoord().toBigInteger(), size),
                little(open.getQ().getAffineYCoord().toBigInteger(), size));
        ASN1EncodableVector parameters = new ASN1EncodableVector();
        parameters.add(new ASN1ObjectIdentifier(curveName));
        parameters.add(new ASN1ObjectIdentifier(digestId));
        SubjectPublicKeyInfo info;
        try {
            info = new SubjectPublicKeyInfo(
                    new AlgorithmIdentifier(new ASN1ObjectIdentifier(keyId), new DERSequence(parameters)),
                    new DEROctetString(point));
        } catch (java.io.IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return new TestKey(info, signatureId, digest, digestId,
                gostSigning((ECPrivateKeyParameters) pair.getPrivate(), digest, size, kazakh));
    }

    public static Signing gostSigning(ECPrivateKeyParameters key, DigestAlgorithm digest, int size, boolean kazakh) {
        return message -> {
            ECGOST3410Signer signer = new ECGOST3410Signer();
            signer.init(true, new ParametersWithRandom(key, RANDOM));
            BigInteger[] pair = signer.generateSignature(digest.digest(message));
            byte[] value = Arrays.concatenate(little(pair[0], size), little(pair[1], size));
            return kazakh ? value : Arrays.reverse(value);
        };
    }

    private static byte[] little(BigInteger value, int size) {
        return Arrays.reverse(org.bouncycastle.util.BigIntegers.asUnsignedByteArray(size, value));
    }

    public AlgorithmIdentifier signatureAlgorithm() {
        ASN1ObjectIdentifier id = new ASN1ObjectIdentifier(signatureId);
        if (!signatureId.equals(PSS)) {
            return new AlgorithmIdentifier(id);
        }
        AlgorithmIdentifier sha256 = new AlgorithmIdentifier(new ASN1ObjectIdentifier(SHA256));
        return new AlgorithmIdentifier(id, new RSASSAPSSparams(sha256,
                new AlgorithmIdentifier(PKCSObjectIdentifiers.id_mgf1, sha256), new ASN1Integer(32),
                new ASN1Integer(1)));
    }

    public AlgorithmIdentifier digestAlgorithm() {
        return new AlgorithmIdentifier(new ASN1ObjectIdentifier(digestId));
    }

    public byte[] sign(byte[] message) {
        try {
            return signing.sign(message);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    public ContentSigner contentSigner() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
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
}

package kz.centerpro.hub.certificate;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import javax.crypto.Cipher;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DSAParameter;
import org.bouncycastle.asn1.x509.DigestInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.engines.RSABlindedEngine;
import org.bouncycastle.crypto.params.DSAParameters;
import org.bouncycastle.crypto.params.DSAPublicKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.signers.DSASigner;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.PSSSigner;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.util.BigIntegers;
import org.jspecify.annotations.Nullable;

/** Verification of RSA, ECDSA and DSA signatures over a digest that was computed elsewhere, and of Ed25519. */
public final class PublicKeys {

    /** Shorter keys never count; those below 2048 bits are {@link WeakAlgorithm#RSA_BELOW_2048}. */
    private static final int RSA_BITS_MIN = 1024;
    /** Longer keys cost a stranger nothing and us seconds. */
    private static final int RSA_BITS_MAX = 8192;

    /** P-256, P-384 and P-521. */
    private static final Set<String> EC_CURVES = Set.of("1.2.840.10045.3.1.7", "1.3.132.0.34", "1.3.132.0.35");
    /** Two numbers of 66 bytes with their headers. */
    private static final int ECDSA_BYTES_MAX = 144;

    /** The algorithm's parameters are NULL, or absent with some signers (RFC 8017, A.2.4). */
    private static final Map<DigestAlgorithm, byte[]> WITH_NULL = beginnings(true);
    private static final Map<DigestAlgorithm, byte[]> WITHOUT = beginnings(false);

    private PublicKeys() {}

    /** RFC 8017, 8.2.2: the expected encoding is made and compared, so lenient parsing cannot be abused. */
    static boolean rsa(SubjectPublicKeyInfo info, DigestAlgorithm digest, byte[] digestValue, byte[] signature)
            throws SignatureScheme.Unsupported {
        return rsa(info, rsaKey(info), digest, digestValue, signature);
    }

    /** As before with the key already read from {@code info}. */
    static boolean rsa(SubjectPublicKeyInfo info, RSAPublicKey key, DigestAlgorithm digest, byte[] digestValue,
            byte[] signature) {
        int size = (key.getModulus().bitLength() + 7) / 8;
        BigInteger value = new BigInteger(1, signature);
        if (signature.length != size || value.compareTo(key.getModulus()) >= 0) {
            return false;
        }
        byte[] opened = opened(info, key, value, signature);
        return matches(opened, WITH_NULL.get(digest), digestValue) || matches(opened, WITHOUT.get(digest), digestValue);
    }

    /** The signature to the public exponent, as many bytes as the modulus has. */
    private static byte[] opened(SubjectPublicKeyInfo info, RSAPublicKey key, BigInteger value, byte[] signature) {
        Provider provider = NativeProvider.found();
        if (provider != null) {
            try {
                byte[] opened = opened(provider, info, signature);
                if (opened.length == signature.length) {
                    return opened;
                }
            } catch (GeneralSecurityException | RuntimeException unusable) {
                // An exponent or size that the native code does not take; the result below is the same.
                return opened(key, value, signature.length);
            }
        }
        return opened(key, value, signature.length);
    }

    static byte[] opened(RSAPublicKey key, BigInteger value, int size) {
        return BigIntegers.asUnsignedByteArray(size, value.modPow(key.getPublicExponent(), key.getModulus()));
    }

    static byte[] opened(Provider provider, SubjectPublicKeyInfo info, byte[] signature)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("RSA/ECB/NoPadding", provider);
        cipher.init(Cipher.ENCRYPT_MODE, NativeProvider.key(provider, "RSA", info));
        return cipher.doFinal(signature);
    }

    /**
     * Whether the opened signature is 00 01 ff … ff 00, the beginning of a DigestInfo, the digest; and nothing else.
     */
    private static boolean matches(byte[] opened, byte @Nullable [] beginning, byte[] digestValue) {
        if (beginning == null || digestValue.length != (beginning[beginning.length - 1] & 0xff)) {
            return false;
        }
        byte[] expected = new byte[opened.length];
        Arrays.fill(expected, (byte) 0xff);
        expected[0] = 0;
        expected[1] = 1;
        int digestAt = expected.length - digestValue.length;
        int beginningAt = digestAt - beginning.length;
        expected[beginningAt - 1] = 0;
        System.arraycopy(beginning, 0, expected, beginningAt, beginning.length);
        System.arraycopy(digestValue, 0, expected, digestAt, digestValue.length);
        return MessageDigest.isEqual(opened, expected);
    }

    /** DigestInfo (RFC 8017, A.2.4) up to the digest, for every digest; its last octet is the digest's length. */
    private static Map<DigestAlgorithm, byte[]> beginnings(boolean parameters) {
        Map<DigestAlgorithm, byte[]> beginnings = new EnumMap<>(DigestAlgorithm.class);
        for (DigestAlgorithm digest : DigestAlgorithm.values()) {
            ASN1ObjectIdentifier id = new ASN1ObjectIdentifier(SignatureScheme.identifier(digest));
            byte[] whole = Der.encoded(new DigestInfo(
                    parameters ? new AlgorithmIdentifier(id, DERNull.INSTANCE) : new AlgorithmIdentifier(id),
                    new byte[digest.length()]));
            beginnings.put(digest, Arrays.copyOf(whole, whole.length - digest.length()));
        }
        return beginnings;
    }

    static boolean rsaPss(SubjectPublicKeyInfo info, DigestAlgorithm digest, int salt, byte[] digestValue,
            byte[] signature)
            throws SignatureScheme.Unsupported {
        RSAPublicKey key = rsaKey(info);
        PSSSigner signer = PSSSigner.createRawSigner(new RSABlindedEngine(), lightweight(digest), lightweight(digest),
                salt,
                PSSSigner.TRAILER_IMPLICIT);
        signer.init(false, new RSAKeyParameters(false, key.getModulus(), key.getPublicExponent()));
        signer.update(digestValue, 0, digestValue.length);
        return signer.verifySignature(signature);
    }

    private static Digest lightweight(DigestAlgorithm digest) throws SignatureScheme.Unsupported {
        return switch (digest) {
            case SHA_1 -> new SHA1Digest();
            case SHA_256 -> new SHA256Digest();
            case SHA_384 -> new SHA384Digest();
            case SHA_512 -> new SHA512Digest();
            default -> throw new SignatureScheme.Unsupported("RSASSA-PSS with " + digest);
        };
    }

    static RSAPublicKey rsaKey(SubjectPublicKeyInfo info) throws SignatureScheme.Unsupported {
        try {
            RSAPublicKey key = RSAPublicKey.getInstance(info.parsePublicKey());
            int bits = key.getModulus().bitLength();
            if (bits < RSA_BITS_MIN || bits > RSA_BITS_MAX || key.getModulus().signum() < 0) {
                throw new SignatureScheme.Unsupported("RSA key of " + bits + " bits");
            }
            BigInteger exponent = key.getPublicExponent();
            if (exponent.signum() <= 0 || exponent.bitLength() > 64 || !exponent.testBit(0)
                    || exponent.equals(BigInteger.ONE)
                    || !key.getModulus().testBit(0)) {
                throw new SignatureScheme.Unsupported("RSA key with an unusable exponent or modulus");
            }
            return key;
        } catch (IOException | IllegalArgumentException invalid) {
            throw new SignatureScheme.Unsupported("RSA key is invalid: " + invalid.getMessage());
        }
    }

    static boolean ecdsa(SubjectPublicKeyInfo info, byte[] digestValue, byte[] signature)
            throws SignatureScheme.Unsupported {
        ECPublicKeyParameters key = ecKey(info);
        Provider provider = NativeProvider.found();
        if (provider != null) {
            try {
                return ecdsa(provider, info, digestValue, signature);
            } catch (InvalidKeyException | InvalidKeySpecException | NoSuchAlgorithmException unusable) {
                // A curve that the native code does not have.
                return ecdsa(key, digestValue, signature);
            }
        }
        return ecdsa(key, digestValue, signature);
    }

    /** Bouncy Castle's own arithmetic for the named curves is several times faster than the JDK's. */
    static boolean ecdsa(ECPublicKeyParameters key, byte[] digestValue, byte[] signature) {
        BigInteger[] pair = pair(signature);
        if (pair == null) {
            return false;
        }
        ECDSASigner signer = new ECDSASigner();
        signer.init(false, key);
        return signer.verifySignature(digestValue, pair[0], pair[1]);
    }

    static boolean ecdsa(Provider provider, SubjectPublicKeyInfo info, byte[] digestValue, byte[] signature)
            throws InvalidKeyException, InvalidKeySpecException, NoSuchAlgorithmException {
        if (pair(signature) == null) {
            return false;
        }
        Signature verifier = Signature.getInstance("NONEwithECDSA", provider);
        verifier.initVerify(NativeProvider.key(provider, "EC", info));
        try {
            verifier.update(digestValue);
            return verifier.verify(signature);
        } catch (SignatureException malformed) {
            return false;
        }
    }

    /** ECDSA-Sig-Value of RFC 3279, 2.2.3 in DER and nothing else; null for other bytes. */
    private static BigInteger @Nullable [] pair(byte[] signature) {
        if (signature.length > ECDSA_BYTES_MAX) {
            return null;
        }
        try {
            ASN1Sequence pair = ASN1Sequence.getInstance(signature);
            if (pair.size() != 2 || !Arrays.equals(pair.getEncoded(ASN1Encoding.DER), signature)) {
                return null;
            }
            return new BigInteger[]{ASN1Integer.getInstance(pair.getObjectAt(0)).getValue(),
                    ASN1Integer.getInstance(pair.getObjectAt(1)).getValue()};
        } catch (IOException | IllegalArgumentException malformed) {
            return null;
        }
    }

    /** Of a named curve of at least 256 bits; a curve described by the key itself could be any. */
    static ECPublicKeyParameters ecKey(SubjectPublicKeyInfo info) throws SignatureScheme.Unsupported {
        if (!(info.getAlgorithm().getParameters() instanceof ASN1ObjectIdentifier curve)) {
            throw new SignatureScheme.Unsupported("EC key names no curve");
        }
        try {
            ECPublicKeyParameters key = (ECPublicKeyParameters) PublicKeyFactory.createKey(info);
            if (!EC_CURVES.contains(curve.getId())) {
                throw new SignatureScheme.Unsupported("EC curve " + curve + " is not supported");
            }
            return key;
        } catch (IOException | RuntimeException invalid) {
            throw new SignatureScheme.Unsupported("EC key is invalid: " + invalid.getMessage());
        }
    }

    /** DSA of FIPS 186; the key's domain must be given and of an ordinary size. */
    static boolean dsa(SubjectPublicKeyInfo info, byte[] digestValue, byte[] signature)
            throws SignatureScheme.Unsupported {
        DSAPublicKeyParameters key = dsaKey(info);
        BigInteger r;
        BigInteger s;
        try {
            ASN1Sequence both = ASN1Sequence.getInstance(Der.parse(signature));
            r = ASN1Integer.getInstance(both.getObjectAt(0)).getValue();
            s = ASN1Integer.getInstance(both.getObjectAt(1)).getValue();
            if (both.size() != 2) {
                return false;
            }
        } catch (MalformedSignature | IllegalArgumentException | ArrayIndexOutOfBoundsException malformed) {
            return false;
        }
        DSASigner signer = new DSASigner();
        signer.init(false, key);
        return signer.verifySignature(digestValue, r, s);
    }

    private static DSAPublicKeyParameters dsaKey(SubjectPublicKeyInfo info) throws SignatureScheme.Unsupported {
        try {
            DSAParameter domain = DSAParameter.getInstance(info.getAlgorithm().getParameters());
            if (domain == null || domain.getP().bitLength() < 1024 || domain.getP().bitLength() > 3072
                    || domain.getQ().bitLength() < 160 || domain.getQ().bitLength() > 256) {
                throw new SignatureScheme.Unsupported("DSA key without parameters or of an unusual size");
            }
            BigInteger y = ASN1Integer.getInstance(info.parsePublicKey()).getValue();
            return new DSAPublicKeyParameters(y, new DSAParameters(domain.getP(), domain.getQ(), domain.getG()));
        } catch (IOException | IllegalArgumentException invalid) {
            throw new SignatureScheme.Unsupported("DSA key is invalid: " + invalid.getMessage());
        }
    }

    /** Pure EdDSA over the message (RFC 8032, 5.1). */
    static boolean ed25519(SubjectPublicKeyInfo info, byte[] message, byte[] signature)
            throws SignatureScheme.Unsupported {
        Signature verifier;
        try {
            PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(Der.encoded(info)));
            verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(message);
        } catch (GeneralSecurityException unusable) {
            throw new SignatureScheme.Unsupported("Ed25519 key is invalid: " + unusable.getMessage());
        }
        try {
            return verifier.verify(signature);
        } catch (SignatureException malformed) {
            return false;
        }
    }
}

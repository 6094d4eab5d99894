package kz.centerpro.hub.certificate;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DigestInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.engines.RSABlindedEngine;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.signers.PSSSigner;

/** Verification of RSA and ECDSA signatures over a digest that was computed elsewhere, and of Ed25519. */
public final class PublicKeys {

    private static final int RSA_BITS_MIN = 2048;
    /** Longer keys cost a stranger nothing and us seconds. */
    private static final int RSA_BITS_MAX = 8192;

    private PublicKeys() {}

    /** RFC 8017, 8.2.2: the expected encoding is made and compared, so lenient parsing cannot be abused. */
    static boolean rsa(SubjectPublicKeyInfo info, DigestAlgorithm digest, byte[] digestValue, byte[] signature)
            throws SignatureScheme.Unsupported {
        RSAPublicKey key = rsaKey(info);
        int size = (key.getModulus().bitLength() + 7) / 8;
        BigInteger value = new BigInteger(1, signature);
        if (signature.length != size || value.compareTo(key.getModulus()) >= 0) {
            return false;
        }
        byte[] opened = value.modPow(key.getPublicExponent(), key.getModulus()).toByteArray();
        ASN1ObjectIdentifier id = new ASN1ObjectIdentifier(SignatureScheme.identifier(digest));
        return matches(opened, size, new DigestInfo(new AlgorithmIdentifier(id, DERNull.INSTANCE), digestValue))
                || matches(opened, size, new DigestInfo(new AlgorithmIdentifier(id), digestValue));
    }

    private static boolean matches(byte[] opened, int size, DigestInfo info) {
        byte[] tail = Der.encoded(info);
        byte[] expected = new byte[size - 1];
        Arrays.fill(expected, (byte) 0xff);
        expected[0] = 1;
        expected[size - tail.length - 2] = 0;
        System.arraycopy(tail, 0, expected, size - 1 - tail.length, tail.length);
        return MessageDigest.isEqual(opened, expected);
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
            case SHA_256 -> new SHA256Digest();
            case SHA_384 -> new SHA384Digest();
            case SHA_512 -> new SHA512Digest();
            default -> throw new SignatureScheme.Unsupported("RSASSA-PSS with " + digest);
        };
    }

    private static RSAPublicKey rsaKey(SubjectPublicKeyInfo info) throws SignatureScheme.Unsupported {
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
        Signature verifier;
        try {
            PublicKey key = KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(Der.encoded(info)));
            if (!(key instanceof ECPublicKey ec) || ec.getParams().getOrder().bitLength() < 256) {
                throw new SignatureScheme.Unsupported("EC key is too short");
            }
            verifier = Signature.getInstance("NONEwithECDSA");
            verifier.initVerify(key);
            verifier.update(digestValue);
        } catch (GeneralSecurityException unusable) {
            throw new SignatureScheme.Unsupported(
                    "EC key is invalid or its curve unsupported: " + unusable.getMessage());
        }
        try {
            return verifier.verify(signature);
        } catch (SignatureException malformed) {
            return false;
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

package kz.centerpro.hub.certificate;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.jspecify.annotations.Nullable;

/**
 * Amazon Corretto Crypto Provider, where it is on the class path, its native library loads and it verifies correctly
 * here. Nothing depends on it: without it RSA is the JDK's and ECDSA Bouncy Castle's. It is never registered.
 */
public final class NativeProvider {

    private static final String CLASS = "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

    /** A system property: false leaves the native code alone. */
    private static final String SWITCH = "center.crypto.native";

    private static final @Nullable Provider FOUND = find();

    /** Keys opened lately; a certificate that is kept has the same key object each time. */
    private static final AtomicReferenceArray<@Nullable Opened> OPENED = new AtomicReferenceArray<>(512);

    private record Opened(SubjectPublicKeyInfo info, PublicKey key) {}

    private NativeProvider() {}

    /** The key for use with {@code provider}. */
    @SuppressWarnings("ReferenceEquality") // another object may well be the same key: then it is opened once more
    static PublicKey key(Provider provider, String algorithm, SubjectPublicKeyInfo info)
            throws NoSuchAlgorithmException, InvalidKeySpecException {
        int place = System.identityHashCode(info) & (OPENED.length() - 1);
        Opened known = OPENED.get(place);
        if (known != null && known.info() == info) {
            return known.key();
        }
        PublicKey key = KeyFactory.getInstance(algorithm, provider)
                .generatePublic(new X509EncodedKeySpec(Der.encoded(info)));
        OPENED.set(place, new Opened(info, key));
        return key;
    }

    static @Nullable Provider found() {
        return FOUND;
    }

    /**
     * Looks for it, once in a process; loading a native library takes time and disk, so better at start than at the
     * first signature.
     *
     * @return its name and version, or what works in its place
     */
    public static String prepare() {
        return FOUND == null ? "JDK and Bouncy Castle" : FOUND.getName() + " " + FOUND.getVersionStr();
    }

    private static @Nullable Provider find() {
        if (!Boolean.parseBoolean(System.getProperty(SWITCH, "true"))) {
            return null;
        }
        try {
            Provider provider = (Provider) Class.forName(CLASS).getField("INSTANCE").get(null);
            provider.getClass().getMethod("assertHealthy").invoke(provider);
            return isRight(provider) ? provider : null;
        } catch (ReflectiveOperationException | GeneralSecurityException | LinkageError | RuntimeException absent) {
            return null;
        }
    }

    /** One good and one spoiled signature of each kind, made by the JDK. */
    private static boolean isRight(Provider provider) throws GeneralSecurityException {
        KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA", "SunRsaSign");
        rsa.initialize(2048);
        KeyPairGenerator ec = KeyPairGenerator.getInstance("EC", "SunEC");
        ec.initialize(new ECGenParameterSpec("secp256r1"));
        return isRight(provider, rsa.generateKeyPair(), "SHA256withRSA")
                && isRight(provider, ec.generateKeyPair(), "SHA256withECDSA");
    }

    private static boolean isRight(Provider provider, KeyPair pair, String algorithm) throws GeneralSecurityException {
        byte[] message = {1, 2, 3};
        Signature signer = Signature.getInstance(algorithm);
        signer.initSign(pair.getPrivate());
        signer.update(message);
        byte[] signature = signer.sign();
        boolean good = verify(provider, pair, algorithm, message, signature);
        message[0] ^= 1;
        return good && !verify(provider, pair, algorithm, message, signature);
    }

    private static boolean verify(Provider provider, KeyPair pair, String algorithm, byte[] message, byte[] signature)
            throws GeneralSecurityException {
        KeyFactory keys = KeyFactory.getInstance(pair.getPublic().getAlgorithm(), provider);
        Signature verifier = Signature.getInstance(algorithm, provider);
        verifier.initVerify(keys.generatePublic(new X509EncodedKeySpec(pair.getPublic().getEncoded())));
        verifier.update(message);
        return verifier.verify(signature);
    }
}

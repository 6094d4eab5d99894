package kz.centerpro.notification.push;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import javax.crypto.KeyAgreement;

/** Keys of the curve P-256 as Web Push writes them: points without compression (65 bytes), scalars of 32 bytes. */
final class P256 {

    static final int POINT = 65;
    private static final int COORDINATE = 32;
    private static final ECParameterSpec CURVE = curve();

    private P256() {}

    static KeyPair fresh() throws GeneralSecurityException {
        KeyPairGenerator maker = KeyPairGenerator.getInstance("EC");
        maker.initialize(CURVE);
        return maker.generateKeyPair();
    }

    static PrivateKey scalar(byte[] bytes) throws GeneralSecurityException {
        return KeyFactory.getInstance("EC").generatePrivate(new ECPrivateKeySpec(new BigInteger(1, bytes), CURVE));
    }

    /** The point, or an {@link IllegalArgumentException} for bytes that are none on the curve. */
    static ECPublicKey point(byte[] bytes) throws GeneralSecurityException {
        if (bytes.length != POINT || bytes[0] != 4) {
            throw new IllegalArgumentException("not a point of P-256");
        }
        BigInteger x = new BigInteger(1, Arrays.copyOfRange(bytes, 1, 1 + COORDINATE));
        BigInteger y = new BigInteger(1, Arrays.copyOfRange(bytes, 1 + COORDINATE, POINT));
        BigInteger p = ((ECFieldFp) CURVE.getCurve().getField()).getP();
        BigInteger right = x.pow(3).add(CURVE.getCurve().getA().multiply(x)).add(CURVE.getCurve().getB()).mod(p);
        if (x.compareTo(p) >= 0 || y.compareTo(p) >= 0 || !y.multiply(y).mod(p).equals(right)) {
            throw new IllegalArgumentException("not a point of P-256");
        }
        return (ECPublicKey) KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(new ECPoint(x, y), CURVE));
    }

    static byte[] bytes(ECPublicKey key) {
        byte[] bytes = new byte[POINT];
        bytes[0] = 4;
        put(key.getW().getAffineX(), bytes, 1);
        put(key.getW().getAffineY(), bytes, 1 + COORDINATE);
        return bytes;
    }

    private static void put(BigInteger coordinate, byte[] to, int at) {
        byte[] big = coordinate.toByteArray();
        int length = Math.min(big.length, COORDINATE);
        System.arraycopy(big, big.length - length, to, at + COORDINATE - length, length);
    }

    static byte[] agreed(PrivateKey ours, ECPublicKey theirs) throws GeneralSecurityException {
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(ours);
        agreement.doPhase(theirs, true);
        return agreement.generateSecret();
    }

    private static ECParameterSpec curve() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("every JDK has P-256", absent);
        }
    }
}

package kz.centerpro.hub.gost;

import java.math.BigInteger;
import java.util.Random;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cryptopro.ECGOST3410NamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECGOST3410Signer;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.Arrays;
import org.bouncycastle.util.BigIntegers;

/** The same curve in Bouncy Castle, and what tests need to make of it. */
final class Reference {

    static final X9ECParameters CURVE = ECGOST3410NamedCurves
            .getByOIDX9(new ASN1ObjectIdentifier("1.2.643.7.1.2.1.2.1"));
    static final BigInteger P = CURVE.getCurve().getField().getCharacteristic();
    static final BigInteger Q = CURVE.getN();
    private static final ECDomainParameters DOMAIN = new ECDomainParameters(CURVE);

    private Reference() {}

    /** A signature that is good by construction, without a private key: any combination of two points can be named. */
    @SuppressWarnings("ArrayRecordComponent") // read, not compared
    record Forged(byte[] digest, BigInteger r, BigInteger s) {}

    /**
     * The signature whose verification sums up {@code a} times the generator and {@code b} times the key.
     *
     * @param b
     *            not zero modulo q
     */
    static Forged forged(ECPoint key, BigInteger a, BigInteger b) {
        ECPoint sum = CURVE.getG().multiply(a.mod(Q)).add(key.multiply(b.mod(Q))).normalize();
        BigInteger r = sum.isInfinity() ? BigInteger.ONE : sum.getAffineXCoord().toBigInteger().mod(Q);
        BigInteger e = r.negate().multiply(b.modInverse(Q)).mod(Q);
        return new Forged(little(e), r, a.multiply(e).mod(Q));
    }

    static boolean verify(ECPoint key, byte[] digest, BigInteger r, BigInteger s) {
        ECGOST3410Signer signer = new ECGOST3410Signer();
        signer.init(false, new ECPublicKeyParameters(key, DOMAIN));
        return signer.verifySignature(digest, r, s);
    }

    static ECPoint times(BigInteger scalar) {
        return CURVE.getG().multiply(scalar.mod(Q)).normalize();
    }

    static byte[] octets(ECPoint point) {
        ECPoint affine = point.normalize();
        return Arrays.concatenate(little(affine.getAffineXCoord().toBigInteger()),
                little(affine.getAffineYCoord().toBigInteger()));
    }

    static PublicPoint point(ECPoint point) {
        return PublicPoint.of(octets(point)).orElseThrow();
    }

    static byte[] little(BigInteger number) {
        return Arrays.reverse(BigIntegers.asUnsignedByteArray(64, number));
    }

    static BigInteger below(BigInteger bound, Random random) {
        return new BigInteger(bound.bitLength() + 64, random).mod(bound);
    }
}

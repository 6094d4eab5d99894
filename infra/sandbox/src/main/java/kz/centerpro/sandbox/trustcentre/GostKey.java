package kz.centerpro.sandbox.trustcentre;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.cryptopro.ECGOST3410NamedCurves;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.ECGOST3410Signer;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.Arrays;
import org.bouncycastle.util.BigIntegers;

/**
 * A private key of GOST R 34.10-2012, 512 bits, set A, in the Kazakh layout: little-endian coordinates and scalar, a
 * signature value of r then s, both little-endian (the byte reversal of the Russian layout).
 */
record GostKey(BigInteger scalar) {

    private static final int SIZE = 64;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final ECDomainParameters CURVE = curve();
    private static final AlgorithmIdentifier ALGORITHM = new AlgorithmIdentifier(KazakhOids.KEY_GOST_512,
            new DERSequence(new ASN1Encodable[]{KazakhOids.PARAM_SET_A_512, KazakhOids.DIGEST_512}));

    static GostKey generate() {
        return new GostKey(
                BigIntegers.createRandomInRange(BigInteger.ONE, CURVE.getN().subtract(BigInteger.ONE), RANDOM));
    }

    static GostKey of(PrivateKeyInfo info) throws IOException {
        byte[] little = ASN1OctetString.getInstance(info.parsePrivateKey()).getOctets();
        if (little.length != SIZE) {
            throw new IOException("a GOST key of " + little.length * 8 + " bits; only 512 bits are known here");
        }
        return new GostKey(new BigInteger(1, Arrays.reverse(little)));
    }

    PrivateKeyInfo privateKeyInfo() throws IOException {
        return new PrivateKeyInfo(ALGORITHM, new DEROctetString(little(scalar)));
    }

    SubjectPublicKeyInfo publicKeyInfo() throws IOException {
        ECPoint point = new FixedPointCombMultiplier().multiply(CURVE.getG(), scalar).normalize();
        byte[] both = Arrays.concatenate(little(point.getAffineXCoord().toBigInteger()),
                little(point.getAffineYCoord().toBigInteger()));
        return new SubjectPublicKeyInfo(ALGORITHM, new DEROctetString(both));
    }

    byte[] sign(byte[] digest) {
        var signer = new ECGOST3410Signer();
        signer.init(true, new ParametersWithRandom(new ECPrivateKeyParameters(scalar, CURVE), RANDOM));
        BigInteger[] rs = signer.generateSignature(digest);
        return Arrays.concatenate(little(rs[0]), little(rs[1]));
    }

    /** Never the scalar. */
    @Override
    public String toString() {
        return "GostKey";
    }

    private static byte[] little(BigInteger value) {
        return Arrays.reverse(BigIntegers.asUnsignedByteArray(SIZE, value));
    }

    private static ECDomainParameters curve() {
        X9ECParameters x9 = ECGOST3410NamedCurves.getByOIDX9(KazakhOids.TC26_PARAM_SET_A_512);
        return new ECDomainParameters(x9.getCurve(), x9.getG(), x9.getN(), x9.getH());
    }
}

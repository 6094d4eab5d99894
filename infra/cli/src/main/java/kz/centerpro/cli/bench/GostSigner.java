package kz.centerpro.cli.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import kz.centerpro.hub.certificate.SignatureScheme;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.cryptopro.ECGOST3410NamedCurves;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.ECGOST3410Signer;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;

/** An invented signer of GOST R 34.10-2012 with 512 bits in the Kazakh layout, and one signature. */
@SuppressWarnings("ArrayRecordComponent") // read, not compared
record GostSigner(SubjectPublicKeyInfo info, ECPoint point, byte[] message, byte[] signature) {

    static final ECDomainParameters CURVE = new ECDomainParameters(
            ECGOST3410NamedCurves.getByOIDX9(new ASN1ObjectIdentifier("1.2.643.7.1.2.1.2.1")));

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final AlgorithmIdentifier SIGNATURE = algorithm("1.2.398.3.10.1.1.2.3.2");

    static GostSigner of(byte[] message) {
        BigInteger secret = BigIntegers.createRandomInRange(BigInteger.ONE, CURVE.getN().subtract(BigInteger.ONE),
                RANDOM);
        ECPoint point = CURVE.getG().multiply(secret).normalize();
        ECGOST3410Signer signer = new ECGOST3410Signer();
        signer.init(true, new ParametersWithRandom(new ECPrivateKeyParameters(secret, CURVE), RANDOM));
        BigInteger[] pair = signer.generateSignature(PlainBouncyCastle.streebog(message));
        return new GostSigner(info(point), point, message, joined(pair[0], pair[1]));
    }

    private static AlgorithmIdentifier algorithm(String id) {
        return new AlgorithmIdentifier(new ASN1ObjectIdentifier(id));
    }

    private static SubjectPublicKeyInfo info(ECPoint point) {
        DERSequence parameters = new DERSequence(
                new ASN1ObjectIdentifier[]{new ASN1ObjectIdentifier("1.2.398.3.10.1.1.2.2.1"),
                        new ASN1ObjectIdentifier("1.2.398.3.10.1.3.3")});
        try {
            return new SubjectPublicKeyInfo(
                    new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.2.398.3.10.1.1.2.2"), parameters),
                    new DEROctetString(octets(point)));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    static byte[] octets(ECPoint affine) {
        return joined(affine.getAffineXCoord().toBigInteger(), affine.getAffineYCoord().toBigInteger());
    }

    /** Two numbers, little-endian. */
    static byte[] joined(BigInteger first, BigInteger second) {
        return org.bouncycastle.util.Arrays.concatenate(little(first), little(second));
    }

    static byte[] little(BigInteger number) {
        return org.bouncycastle.util.Arrays.reverse(BigIntegers.asUnsignedByteArray(64, number));
    }

    /** As the hub verifies a certificate or the attributes of a signer. */
    void verifyByHub() throws SignatureScheme.Unsupported {
        require(SignatureScheme.of(SIGNATURE, info).verifyMessage(message, signature));
    }

    void verifyByBouncyCastle() {
        require(verifies(PlainBouncyCastle.key(info), PlainBouncyCastle.streebog(message),
                PlainBouncyCastle.little(signature, 0), PlainBouncyCastle.little(signature, 64)));
    }

    static boolean verifies(ECPublicKeyParameters key, byte[] digest, BigInteger r, BigInteger s) {
        ECGOST3410Signer signer = new ECGOST3410Signer();
        signer.init(false, key);
        return signer.verifySignature(digest, r, s);
    }

    private static void require(boolean valid) {
        if (!valid) {
            throw new IllegalStateException("a good signature does not verify");
        }
    }
}

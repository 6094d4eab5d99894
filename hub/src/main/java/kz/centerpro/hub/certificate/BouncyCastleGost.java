package kz.centerpro.hub.certificate;

import java.math.BigInteger;
import kz.centerpro.hub.gost.GostVerifier;
import kz.centerpro.hub.gost.PublicPoint;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cryptopro.ECGOST3410NamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECGOST3410Signer;
import org.bouncycastle.util.Arrays;

/** Bouncy Castle's verification: for every curve, and the reference for the one that has a faster way. */
final class BouncyCastleGost implements GostVerifier {

    private static final String REFERENCE_CURVE = "1.2.643.7.1.2.1.2.1";

    /**
     * @param curve
     *            identifier of a curve that Bouncy Castle knows
     * @param octets
     *            x, then y, both little-endian
     */
    static ECPublicKeyParameters key(String curve, byte[] octets) throws SignatureScheme.Unsupported {
        X9ECParameters named = ECGOST3410NamedCurves.getByOIDX9(new ASN1ObjectIdentifier(curve));
        if (named == null) {
            throw new SignatureScheme.Unsupported("GOST curve " + curve + " is not supported");
        }
        try {
            BigInteger x = littleEndian(octets, 0, octets.length / 2);
            BigInteger y = littleEndian(octets, octets.length / 2, octets.length / 2);
            // The constructor refuses points off the curve and of the wrong order.
            return new ECPublicKeyParameters(named.getCurve().createPoint(x, y), new ECDomainParameters(named));
        } catch (IllegalArgumentException invalid) {
            throw new SignatureScheme.Unsupported("GOST key is invalid: " + invalid.getMessage());
        }
    }

    static boolean verify(ECPublicKeyParameters key, byte[] digest, BigInteger r, BigInteger s) {
        // The standard puts 1 in place of a digest that the order divides; Bouncy Castle has no inverse for it.
        BigInteger number = littleEndian(digest, 0, digest.length).mod(key.getParameters().getN());
        byte[] used = number.signum() == 0 ? new byte[]{1} : digest;
        ECGOST3410Signer signer = new ECGOST3410Signer();
        signer.init(false, key);
        return signer.verifySignature(used, r, s);
    }

    @Override
    public boolean verify(PublicPoint key, byte[] digest, BigInteger r, BigInteger s) {
        try {
            return verify(key(REFERENCE_CURVE, key.octets()), digest, r, s);
        } catch (SignatureScheme.Unsupported refused) {
            return false;
        }
    }

    private static BigInteger littleEndian(byte[] source, int offset, int length) {
        return new BigInteger(1, Arrays.reverse(Arrays.copyOfRange(source, offset, offset + length)));
    }
}

package kz.centerpro.hub.certificate;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Map;
import kz.centerpro.hub.gost.PublicPoint;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.cryptopro.ECGOST3410NamedCurves;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.util.Arrays;

/**
 * A public key of GOST 34.310-2004 or GOST R 34.10-2012 on a curve named by the national authority or by TC26. Keys on
 * tc26-512-paramSetA are verified by {@link GostEngine}, all others by Bouncy Castle.
 */
public final class GostKey {

    private static final String FAST_CURVE = "1.2.643.7.1.2.1.2.1";

    private static final String KZ = "1.2.398.3.10.1.";

    /** The authority's names of curves; all other names are TC26's and CryptoPro's own. */
    private static final Map<String, String> CURVES = Map.of(KZ + "1.1.1.1", "1.2.643.2.2.35.1", KZ + "1.2.1.1",
            "1.2.643.7.1.2.1.1.1", KZ + "1.2.2.1", "1.2.643.7.1.2.1.2.1");

    /** By algorithm of the key: size of a coordinate in bytes and how its digest parameter begins. */
    private static final Map<String, Kind> KINDS = Map.of(KZ + "1.1.1", new Kind(32, KZ + "3.1"), KZ + "1.2.1",
            new Kind(32, KZ + "3.2"), KZ + "1.2.2", new Kind(64, KZ + "3.3"), "1.2.643.7.1.1.1.1",
            new Kind(32, "1.2.643.7.1.1.2.2"), "1.2.643.7.1.1.1.2", new Kind(64, "1.2.643.7.1.1.2.3"));

    private record Kind(int size, String digest) {}

    /** Says whether (r, s) was made over the digest. */
    private interface Check {
        boolean verify(byte[] digest, BigInteger r, BigInteger s);
    }

    private final Check check;
    private final int size;

    private GostKey(Check check, int size) {
        this.check = check;
        this.size = size;
    }

    static GostKey of(SubjectPublicKeyInfo info) throws SignatureScheme.Unsupported {
        String algorithm = info.getAlgorithm().getAlgorithm().getId();
        Kind kind = KINDS.get(algorithm);
        if (kind == null) {
            throw new SignatureScheme.Unsupported("key algorithm " + algorithm + " is not GOST");
        }
        String curve = curve(info, kind, algorithm.startsWith(KZ));
        byte[] octets = octets(info, kind);
        if (curve.equals(FAST_CURVE)) {
            PublicPoint point = PublicPoint.of(octets)
                    .orElseThrow(() -> new SignatureScheme.Unsupported("GOST key is not a point of its curve"));
            return new GostKey((digest, r, s) -> GostEngine.shared().verify(point, digest, r, s), kind.size());
        }
        ECPublicKeyParameters key = BouncyCastleGost.key(curve, octets);
        return new GostKey((digest, r, s) -> BouncyCastleGost.verify(key, digest, r, s), kind.size());
    }

    private static byte[] octets(SubjectPublicKeyInfo info, Kind kind) throws SignatureScheme.Unsupported {
        try {
            byte[] octets = ASN1OctetString.getInstance(info.parsePublicKey()).getOctets();
            if (octets.length != 2 * kind.size()) {
                throw new SignatureScheme.Unsupported("GOST key of " + octets.length + " bytes");
            }
            return octets;
        } catch (IOException | IllegalArgumentException invalid) {
            throw new SignatureScheme.Unsupported("GOST key is invalid: " + invalid.getMessage());
        }
    }

    private static String curve(SubjectPublicKeyInfo info, Kind kind, boolean kazakh)
            throws SignatureScheme.Unsupported {
        ASN1Sequence parameters = ASN1Sequence.getInstance(info.getAlgorithm().getParameters());
        if (parameters == null || parameters.size() < 1) {
            throw new SignatureScheme.Unsupported("GOST key names no curve");
        }
        String named = ASN1ObjectIdentifier.getInstance(parameters.getObjectAt(0)).getId();
        if (parameters.size() > 1) {
            String digest = ASN1ObjectIdentifier.getInstance(parameters.getObjectAt(1)).getId();
            if (!digest.equals(kind.digest()) && !digest.startsWith(kind.digest() + ".")) {
                throw new SignatureScheme.Unsupported("GOST key does not go with digest " + digest);
            }
        }
        String curve = kazakh ? CURVES.get(named) : named;
        X9ECParameters found = curve == null ? null : ECGOST3410NamedCurves.getByOIDX9(new ASN1ObjectIdentifier(curve));
        if (curve == null || found == null || (found.getCurve().getFieldSize() + 7) / 8 != kind.size()) {
            throw new SignatureScheme.Unsupported("GOST curve " + named + " is not supported");
        }
        return curve;
    }

    /** The authority's layout: r then s, both little-endian. */
    boolean verifyKazakh(byte[] digest, byte[] signature) {
        return signature.length == 2 * size
                && check.verify(digest, littleEndian(signature, 0, size), littleEndian(signature, size, size));
    }

    /** RFC 9215's layout: s then r, both big-endian. */
    boolean verifyTc26(byte[] digest, byte[] signature) {
        return signature.length == 2 * size
                && check.verify(digest, new BigInteger(1, Arrays.copyOfRange(signature, size, 2 * size)),
                        new BigInteger(1, Arrays.copyOf(signature, size)));
    }

    private static BigInteger littleEndian(byte[] source, int offset, int length) {
        return new BigInteger(1, Arrays.reverse(Arrays.copyOfRange(source, offset, offset + length)));
    }
}

package kz.centerpro.hub.certificate;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.jspecify.annotations.Nullable;

/**
 * How one signature is verified: key, digest and signature algorithm bound together, mixes refused. The names of the
 * national authority and of TC26 are never mixed either, since they lay the same numbers out differently.
 */
public final class SignatureScheme {

    /** The algorithms do not go together, are unknown or too weak. */
    public static class Unsupported extends Exception {
        Unsupported(String message) {
            super(message);
        }
    }

    /** Nothing is wrong with either, but this key cannot have made that signature. */
    static final class OtherKind extends Unsupported {
        OtherKind(String message) {
            super(message);
        }
    }

    /** Recognised, and not to count today. */
    static final class TooWeak extends Unsupported {
        TooWeak(String message) {
            super(message);
        }
    }

    /** How old the algorithms may be. Whoever takes more than CURRENT asks {@link #weaknesses} and a policy. */
    enum Age {
        /** Those that count today. */
        CURRENT,
        /** Those of {@link WeakAlgorithm} as well. */
        DATED,
        /** DSA as well: for judging suites of old, never documents. */
        ANY
    }

    private enum Family {
        RSA, RSA_PSS, EC, ED25519, DSA, GOST_2004_KZ, GOST_256_KZ, GOST_512_KZ, GOST_256_RU, GOST_512_RU
    }

    private record Entry(Family family, @Nullable DigestAlgorithm digest, String name) {}

    private static final int RSA_BITS_CURRENT = 2048;
    private static final String KZ = "1.2.398.3.10.1.";
    private static final String RU = "1.2.643.7.1.1.";

    /** By object identifier of the signature algorithm; a key's identifier stands for "as the digest says". */
    private static final Map<String, Entry> SIGNATURES = Map.ofEntries(
            entry("1.2.840.113549.1.1.1", Family.RSA, null, "RSA"),
            entry("1.2.840.113549.1.1.4", Family.RSA, DigestAlgorithm.MD5, "RSA"),
            entry("1.2.840.113549.1.1.5", Family.RSA, DigestAlgorithm.SHA_1, "RSA"),
            entry("1.2.840.113549.1.1.11", Family.RSA, DigestAlgorithm.SHA_256, "RSA"),
            entry("1.2.840.113549.1.1.12", Family.RSA, DigestAlgorithm.SHA_384, "RSA"),
            entry("1.2.840.113549.1.1.13", Family.RSA, DigestAlgorithm.SHA_512, "RSA"),
            entry("1.2.840.113549.1.1.10", Family.RSA_PSS, null, "RSASSA-PSS"),
            entry("1.2.840.10045.2.1", Family.EC, null, "ECDSA"),
            entry("1.2.840.10045.4.1", Family.EC, DigestAlgorithm.SHA_1, "ECDSA"),
            entry("1.2.840.10045.4.3.2", Family.EC, DigestAlgorithm.SHA_256, "ECDSA"),
            entry("1.2.840.10045.4.3.3", Family.EC, DigestAlgorithm.SHA_384, "ECDSA"),
            entry("1.2.840.10045.4.3.4", Family.EC, DigestAlgorithm.SHA_512, "ECDSA"),
            entry("1.2.840.10040.4.3", Family.DSA, DigestAlgorithm.SHA_1, "DSA"),
            entry("2.16.840.1.101.3.4.3.2", Family.DSA, DigestAlgorithm.SHA_256, "DSA"),
            entry("1.3.101.112", Family.ED25519, DigestAlgorithm.SHA_512, "Ed25519"),
            entry(KZ + "1.1.1", Family.GOST_2004_KZ, DigestAlgorithm.GOST_34311_95, "GOST 34.310-2004"),
            entry(KZ + "1.1.2", Family.GOST_2004_KZ, DigestAlgorithm.GOST_34311_95, "GOST 34.310-2004"),
            entry(KZ + "1.2.1", Family.GOST_256_KZ, DigestAlgorithm.STREEBOG_256, "GOST R 34.10-2012-256"),
            entry(KZ + "1.2.3.1", Family.GOST_256_KZ, DigestAlgorithm.STREEBOG_256, "GOST R 34.10-2012-256"),
            entry(KZ + "1.2.2", Family.GOST_512_KZ, DigestAlgorithm.STREEBOG_512, "GOST R 34.10-2012-512"),
            entry(KZ + "1.2.3.2", Family.GOST_512_KZ, DigestAlgorithm.STREEBOG_512, "GOST R 34.10-2012-512"),
            entry(RU + "1.1", Family.GOST_256_RU, DigestAlgorithm.STREEBOG_256, "GOST R 34.10-2012-256"),
            entry(RU + "3.2", Family.GOST_256_RU, DigestAlgorithm.STREEBOG_256, "GOST R 34.10-2012-256"),
            entry(RU + "1.2", Family.GOST_512_RU, DigestAlgorithm.STREEBOG_512, "GOST R 34.10-2012-512"),
            entry(RU + "3.3", Family.GOST_512_RU, DigestAlgorithm.STREEBOG_512, "GOST R 34.10-2012-512"));

    private static final Map<String, DigestAlgorithm> DIGESTS = Map.of("1.2.840.113549.2.5", DigestAlgorithm.MD5,
            "1.3.14.3.2.26", DigestAlgorithm.SHA_1, "2.16.840.1.101.3.4.2.1", DigestAlgorithm.SHA_256,
            "2.16.840.1.101.3.4.2.2", DigestAlgorithm.SHA_384, "2.16.840.1.101.3.4.2.3", DigestAlgorithm.SHA_512,
            KZ + "3.1", DigestAlgorithm.GOST_34311_95, KZ + "3.2", DigestAlgorithm.STREEBOG_256, KZ + "3.3",
            DigestAlgorithm.STREEBOG_512, RU + "2.2", DigestAlgorithm.STREEBOG_256, RU + "2.3",
            DigestAlgorithm.STREEBOG_512);

    private final Entry entry;
    private final DigestAlgorithm digest;
    private final SubjectPublicKeyInfo key;
    private final @Nullable RSAPublicKey rsa;
    private final @Nullable RSASSAPSSparams pss;
    private final Set<WeakAlgorithm> weaknesses;

    private SignatureScheme(Entry entry, DigestAlgorithm digest, SubjectPublicKeyInfo key, @Nullable RSAPublicKey rsa,
            @Nullable RSASSAPSSparams pss, Set<WeakAlgorithm> weaknesses) {
        this.entry = entry;
        this.digest = digest;
        this.key = key;
        this.rsa = rsa;
        this.pss = pss;
        this.weaknesses = weaknesses;
    }

    public static @Nullable DigestAlgorithm digest(AlgorithmIdentifier algorithm) {
        return DIGESTS.get(algorithm.getAlgorithm().getId());
    }

    /**
     * The digest that stands for the message under this signature algorithm; null when it names none, is not known here
     * or signs the message itself (Ed25519).
     */
    static @Nullable DigestAlgorithm impliedDigest(AlgorithmIdentifier signature) {
        Entry entry = SIGNATURES.get(signature.getAlgorithm().getId());
        if (entry == null || entry.family() == Family.ED25519) {
            return null;
        }
        try {
            return entry.family() == Family.RSA_PSS ? pssDigest(pssParameters(signature)) : entry.digest();
        } catch (Unsupported unsupported) {
            return null;
        }
    }

    /** Object identifiers of digests as Kazakh and foreign services know them. */
    public static String identifier(DigestAlgorithm digest) {
        return switch (digest) {
            case MD5 -> "1.2.840.113549.2.5";
            case SHA_1 -> "1.3.14.3.2.26";
            case SHA_256 -> "2.16.840.1.101.3.4.2.1";
            case SHA_384 -> "2.16.840.1.101.3.4.2.2";
            case SHA_512 -> "2.16.840.1.101.3.4.2.3";
            case GOST_34311_95 -> KZ + "3.1";
            case STREEBOG_256 -> KZ + "3.2";
            case STREEBOG_512 -> KZ + "3.3";
        };
    }

    /** For certificates, lists and responses: the signature algorithm alone names the digest. */
    public static SignatureScheme of(AlgorithmIdentifier signature, SubjectPublicKeyInfo key) throws Unsupported {
        return of(signature, null, key);
    }

    /** As before with algorithms of that age. */
    static SignatureScheme of(AlgorithmIdentifier signature, SubjectPublicKeyInfo key, Age age) throws Unsupported {
        return of(signature, null, key, age);
    }

    /**
     * As {@link #of} with algorithms that count only for what is old: the caller asks a policy about their
     * {@link #weaknesses} (ETSI EN 319 102-1, 5.2.8).
     */
    public static SignatureScheme dated(AlgorithmIdentifier signature, @Nullable AlgorithmIdentifier digestNamed,
            SubjectPublicKeyInfo key) throws Unsupported {
        return of(signature, digestNamed, key, Age.DATED);
    }

    /** What is weak about a signature of this key that names its digest; nothing where the two do not go together. */
    static Set<WeakAlgorithm> weaknesses(AlgorithmIdentifier signature, SubjectPublicKeyInfo key) {
        try {
            return of(signature, null, key, Age.ANY).weaknesses;
        } catch (Unsupported unsupported) {
            return Set.of();
        }
    }

    /** For signers of a CMS, whose digest algorithm is named apart. */
    public static SignatureScheme of(AlgorithmIdentifier signature, @Nullable AlgorithmIdentifier digestNamed,
            SubjectPublicKeyInfo key)
            throws Unsupported {
        return of(signature, digestNamed, key, Age.CURRENT);
    }

    private static SignatureScheme of(AlgorithmIdentifier signature, @Nullable AlgorithmIdentifier digestNamed,
            SubjectPublicKeyInfo key, Age age) throws Unsupported {
        String id = signature.getAlgorithm().getId();
        Entry entry = SIGNATURES.get(id);
        if (entry == null) {
            throw new Unsupported("signature algorithm " + id + " is not supported");
        }
        RSASSAPSSparams pss = entry.family() == Family.RSA_PSS ? pssParameters(signature) : null;
        DigestAlgorithm implied = pss == null ? entry.digest() : pssDigest(pss);
        DigestAlgorithm digest = bound(entry, implied, digestNamed);
        if (age != Age.ANY && entry.family() == Family.DSA) {
            throw new Unsupported(entry.name() + " with " + digest + " is too weak");
        }
        requireKey(entry, key);
        boolean rsa = entry.family() == Family.RSA || entry.family() == Family.RSA_PSS;
        RSAPublicKey opened = rsa ? PublicKeys.rsaKey(key) : null;
        Set<WeakAlgorithm> weaknesses = weaknesses(digest, opened);
        if (age == Age.CURRENT && !weaknesses.isEmpty()) {
            throw new TooWeak(entry.name() + " with " + digest + " is too weak: "
                    + weaknesses.stream().map(WeakAlgorithm::label).collect(Collectors.joining(", ")));
        }
        return new SignatureScheme(entry, digest, key, opened, pss, weaknesses);
    }

    private static Set<WeakAlgorithm> weaknesses(DigestAlgorithm digest, @Nullable RSAPublicKey rsa) {
        if (rsa == null || rsa.getModulus().bitLength() >= RSA_BITS_CURRENT) {
            return digest.weaknesses();
        }
        Set<WeakAlgorithm> weaknesses = EnumSet.of(WeakAlgorithm.RSA_BELOW_2048);
        weaknesses.addAll(digest.weaknesses());
        return Collections.unmodifiableSet(weaknesses);
    }

    private static DigestAlgorithm bound(Entry entry, @Nullable DigestAlgorithm implied,
            @Nullable AlgorithmIdentifier digestNamed) throws Unsupported {
        if (digestNamed == null) {
            if (implied == null) {
                throw new Unsupported("the signature algorithm names no digest");
            }
            return implied;
        }
        String id = digestNamed.getAlgorithm().getId();
        DigestAlgorithm named = DIGESTS.get(id);
        if (named == null) {
            throw new Unsupported("digest algorithm " + id + " is not supported");
        }
        String prefix = gostPrefix(entry);
        boolean family = prefix == null ? !id.startsWith(KZ) && !id.startsWith(RU) : id.startsWith(prefix);
        if (!family || (implied != null && implied != named)) {
            throw new Unsupported(entry.name() + " does not go with digest " + id);
        }
        if (named == DigestAlgorithm.MD5 && entry.family() != Family.RSA) {
            throw new Unsupported(entry.name() + " never went with MD5");
        }
        return named;
    }

    private static @Nullable String gostPrefix(Entry entry) {
        return switch (entry.family()) {
            case RSA, RSA_PSS, EC, ED25519, DSA -> null;
            case GOST_2004_KZ, GOST_256_KZ, GOST_512_KZ -> KZ;
            case GOST_256_RU, GOST_512_RU -> RU;
        };
    }

    private static void requireKey(Entry entry, SubjectPublicKeyInfo key) throws Unsupported {
        String keyId = key.getAlgorithm().getAlgorithm().getId();
        boolean fits = switch (entry.family()) {
            case RSA -> keyId.equals("1.2.840.113549.1.1.1");
            case RSA_PSS -> keyId.equals("1.2.840.113549.1.1.1") || keyId.equals("1.2.840.113549.1.1.10");
            case EC -> keyId.equals("1.2.840.10045.2.1");
            case DSA -> keyId.equals("1.2.840.10040.4.1");
            case ED25519 -> keyId.equals("1.3.101.112");
            case GOST_2004_KZ -> keyId.equals(KZ + "1.1.1");
            case GOST_256_KZ -> keyId.equals(KZ + "1.2.1");
            case GOST_512_KZ -> keyId.equals(KZ + "1.2.2");
            case GOST_256_RU -> keyId.equals(RU + "1.1");
            case GOST_512_RU -> keyId.equals(RU + "1.2");
        };
        if (!fits) {
            throw new OtherKind(entry.name() + " does not go with a key of algorithm " + keyId);
        }
    }

    public DigestAlgorithm digest() {
        return digest;
    }

    /** What counts only for what is old: the digest, the length of the key. */
    public Set<WeakAlgorithm> weaknesses() {
        return weaknesses;
    }

    public String name() {
        return gostPrefix(entry) == null ? entry.name() + " with " + digest.name().replace('_', '-') : entry.name();
    }

    public boolean verifyMessage(byte[] message, byte[] signature) throws Unsupported {
        // RFC 8419, 3: EdDSA signs the message itself; its digest is only for what the message quotes.
        return entry.family() == Family.ED25519
                ? PublicKeys.ed25519(key, message, signature)
                : verify(digest.digest(message), signature);
    }

    /** False when the signature is not the key's; the key itself may also be refused. */
    boolean verify(byte[] digestValue, byte[] signature) throws Unsupported {
        return switch (entry.family()) {
            case RSA -> PublicKeys.rsa(key, Objects.requireNonNull(rsa), digest, digestValue, signature);
            case RSA_PSS -> PublicKeys.rsaPss(key, digest, pssSalt(), digestValue, signature);
            case EC -> PublicKeys.ecdsa(key, digestValue, signature);
            case DSA -> PublicKeys.dsa(key, digestValue, signature);
            case ED25519 -> throw new Unsupported("Ed25519 signs messages, not digests");
            case GOST_2004_KZ, GOST_256_KZ, GOST_512_KZ -> GostKey.of(key).verifyKazakh(digestValue, signature);
            case GOST_256_RU, GOST_512_RU -> GostKey.of(key).verifyTc26(digestValue, signature);
        };
    }

    private int pssSalt() {
        return pss == null ? 0 : pss.getSaltLength().intValue();
    }

    private static RSASSAPSSparams pssParameters(AlgorithmIdentifier signature) throws Unsupported {
        if (signature.getParameters() == null) {
            throw new Unsupported("RSASSA-PSS without parameters");
        }
        return RSASSAPSSparams.getInstance(signature.getParameters());
    }

    /** The mask generation digest must be the message's (RFC 4055, 3.1 recommends it; nobody does otherwise). */
    private static DigestAlgorithm pssDigest(RSASSAPSSparams pss) throws Unsupported {
        DigestAlgorithm digest = digest(pss.getHashAlgorithm());
        AlgorithmIdentifier mask = AlgorithmIdentifier.getInstance(pss.getMaskGenAlgorithm().getParameters());
        boolean sane = pss.getSaltLength().signum() >= 0 && pss.getSaltLength().bitLength() <= 8
                && pss.getTrailerField().intValueExact() == 1;
        if (digest == null || mask == null || digest(mask) != digest || !sane) {
            throw new Unsupported("RSASSA-PSS with unsupported parameters");
        }
        return digest;
    }

    /**
     * The two places an algorithm is written in must agree; absent parameters equal NULL (the authority mixes them).
     */
    static boolean same(AlgorithmIdentifier one, AlgorithmIdentifier other) {
        return one.getAlgorithm().equals(other.getAlgorithm())
                && orNull(one.getParameters()).toASN1Primitive()
                        .equals(orNull(other.getParameters()).toASN1Primitive());
    }

    private static ASN1Encodable orNull(@Nullable ASN1Encodable parameters) {
        return parameters == null ? DERNull.INSTANCE : parameters;
    }

    private static Map.Entry<String, Entry> entry(String id, Family family, @Nullable DigestAlgorithm digest,
            String name) {
        return Map.entry(id, new Entry(family, digest, name));
    }
}

package kz.centerpro.hub.certificate;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.Time;
import org.jspecify.annotations.Nullable;

/**
 * A CRL kept as its bytes with an index over the serials: the production list has 20 MB, and an object for every entry
 * would cost ten times that. Entries are found by binary search and read when asked for.
 */
public final class RevocationList {

    static final Set<String> LABELS = Set.of("X509 CRL", "CRL");
    static final int BYTES_MAX = 128 * 1024 * 1024;
    private static final int REFUSALS_MAX = 64;
    private static final List<String> REASONS = List.of("unspecified", "keyCompromise", "cACompromise",
            "affiliationChanged",
            "superseded", "cessationOfOperation", "certificateHold", "unused", "removeFromCRL", "privilegeWithdrawn",
            "aACompromise");

    final String sha256;
    final X500Name issuer;
    final Instant thisUpdate;
    final @Nullable Instant nextUpdate;

    private final byte[] der;
    private final byte[] signature;
    private final AlgorithmIdentifier algorithm;
    private final AlgorithmIdentifier innerAlgorithm;
    private final Der.Element signedPart;
    private final @Nullable Extensions extensions;
    private final @Nullable IssuingDistributionPoint scope;
    /** Hash of the serial in the high half, offset of the entry in the low half, sorted. */
    private final long[] index;
    /** The issuer whose key was seen to have signed this list; the check is pure, so a race only repeats it. */
    private volatile @Nullable String signedBy;
    /**
     * Issuers whose list this is not: hashing megabytes again for every signer of a container would be a gift to a
     * flooder.
     */
    private final Set<String> refused = ConcurrentHashMap.newKeySet();

    private RevocationList(byte[] der) throws MalformedSignature {
        this.der = der;
        Der.Element outer = Der.element(der, 0, der.length);
        this.signedPart = Der.element(der, outer.valueStart(), outer.end());
        Der.Element outerAlgorithm = Der.element(der, signedPart.end(), outer.end());
        Der.Element bits = Der.element(der, outerAlgorithm.end(), outer.end());
        if (bits.tag() != 0x03 || bits.end() - bits.valueStart() < 1 || bits.end() != der.length) {
            throw new MalformedSignature("revocation list has no signature at its end");
        }
        this.algorithm = AlgorithmIdentifier.getInstance(Der.parse(outerAlgorithm.slice(der)));
        this.signature = Arrays.copyOfRange(der, bits.valueStart() + 1, bits.end());

        int end = signedPart.end();
        Der.Element next = Der.element(der, signedPart.valueStart(), end);
        if (next.tag() == 0x02) {
            next = Der.element(der, next.end(), end);
        }
        this.innerAlgorithm = AlgorithmIdentifier.getInstance(Der.parse(next.slice(der)));
        next = Der.element(der, next.end(), end);
        this.issuer = X500Name.getInstance(Der.parse(next.slice(der)));
        next = Der.element(der, next.end(), end);
        this.thisUpdate = time(next);
        Der.@Nullable Element rest = following(next, end);
        Instant until = null;
        if (rest != null && (rest.tag() == 0x17 || rest.tag() == 0x18)) {
            until = time(rest);
            rest = following(rest, end);
        }
        this.nextUpdate = until;
        long[] entries = new long[0];
        if (rest != null && rest.tag() == 0x30) {
            entries = index(rest);
            rest = following(rest, end);
        }
        this.index = entries;
        this.extensions = rest == null
                ? null
                : Extensions.getInstance(
                        Der.parse(Der.element(der, rest.valueStart(), rest.end()).slice(der)));
        this.scope = extensions == null
                ? null
                : IssuingDistributionPoint
                        .getInstance(extensions.getExtensionParsedValue(Extension.issuingDistributionPoint));
        this.sha256 = Der.sha256(der);
        int _ = issuer.hashCode();
    }

    public static RevocationList fromAny(byte[] encoded) throws MalformedSignature {
        byte[] der = Der.unwrapped(encoded, LABELS, BYTES_MAX);
        return Der.contained("revocation list", () -> new RevocationList(der));
    }

    private Der.@Nullable Element following(Der.Element element, int end) throws MalformedSignature {
        return element.end() < end ? Der.element(der, element.end(), end) : null;
    }

    private Instant time(Der.Element element) throws MalformedSignature {
        return Time.getInstance(Der.parse(element.slice(der))).getDate().toInstant();
    }

    private long[] index(Der.Element entries) throws MalformedSignature {
        long[] found = new long[16];
        int count = 0;
        for (int at = entries.valueStart(); at < entries.end();) {
            Der.Element entry = Der.element(der, at, entries.end());
            Der.Element serial = Der.element(der, entry.valueStart(), entry.end());
            if (entry.tag() != 0x30 || serial.tag() != 0x02 || !isMinimal(serial)) {
                throw new MalformedSignature("revocation list has an entry without a readable serial");
            }
            if (count == found.length) {
                found = Arrays.copyOf(found, count * 2);
            }
            found[count++] = key(hash(serial.valueStart(), serial.end(), der), at);
            at = entry.end();
        }
        long[] sorted = Arrays.copyOf(found, count);
        Arrays.sort(sorted);
        return sorted;
    }

    /** Serials are compared as bytes: a padded one would be listed and never found. */
    private boolean isMinimal(Der.Element serial) {
        int length = serial.end() - serial.valueStart();
        return length == 1 || (length > 1 && der[serial.valueStart()] != der[serial.valueStart() + 1] >> 7);
    }

    private static long key(int hash, int offset) {
        return ((long) hash << 32) | offset;
    }

    private static int hash(int from, int to, byte[] source) {
        int hash = 1;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + source[i];
        }
        return hash;
    }

    /** True when the issuer's key signed this list and was allowed to. */
    public boolean isSignedBy(ParsedCertificate authority) {
        if (authority.sha256.equals(signedBy)) {
            return true;
        }
        if (refused.contains(authority.sha256)) {
            return false;
        }
        if (!Names.same(issuer, authority.subject) || !authority.mayUseKeyFor(KeyUsage.cRLSign)
                || !SignatureScheme.same(algorithm, innerAlgorithm)) {
            return false;
        }
        try {
            boolean valid = SignatureScheme.of(algorithm, authority.key).verifyMessage(signedPart.slice(der),
                    signature);
            if (valid) {
                signedBy = authority.sha256;
            } else if (refused.size() < REFUSALS_MAX) {
                refused.add(authority.sha256);
            }
            return valid;
        } catch (SignatureScheme.Unsupported unsupported) {
            return false;
        }
    }

    int size() {
        return index.length;
    }

    /** Entries of an indirect list may speak of other authorities' certificates: such lists are not used at all. */
    boolean isIndirect() {
        return scope != null && scope.isIndirectCRL();
    }

    /** Whether silence of this list about {@code certificate} means that it is not revoked (RFC 5280, 6.3.3 b). */
    public boolean covers(ParsedCertificate certificate) {
        if (extensions == null) {
            return true;
        }
        for (ASN1ObjectIdentifier id : extensions.getCriticalExtensionOIDs()) {
            if (!id.equals(Extension.issuingDistributionPoint)) {
                return false;
            }
        }
        if (extensions.getExtension(Extension.deltaCRLIndicator) != null) {
            return false;
        }
        if (scope == null) {
            return true;
        }
        boolean kind = !scope.isIndirectCRL() && !scope.onlyContainsAttributeCerts()
                && scope.getOnlySomeReasons() == null
                && !(scope.onlyContainsUserCerts() && certificate.isAuthority())
                && !(scope.onlyContainsCACerts() && !certificate.isAuthority());
        return kind && (scope.getDistributionPoint() == null || sharesPoint(scope.getDistributionPoint(), certificate));
    }

    private static boolean sharesPoint(DistributionPointName own, ParsedCertificate certificate) {
        CRLDistPoint points = certificate.extensions == null
                ? null
                : CRLDistPoint.fromExtensions(certificate.extensions);
        if (points == null || own.getType() != DistributionPointName.FULL_NAME) {
            return false;
        }
        List<GeneralName> names = Arrays.asList(GeneralNames.getInstance(own.getName()).getNames());
        for (DistributionPoint point : points.getDistributionPoints()) {
            DistributionPointName named = point.getDistributionPoint();
            if (named != null && named.getType() == DistributionPointName.FULL_NAME
                    && Arrays.stream(GeneralNames.getInstance(named.getName()).getNames()).anyMatch(names::contains)) {
                return true;
            }
        }
        return false;
    }

    /** Lists forget expired certificates (RFC 5280, 3.3) unless they say that they do not (X.509, 9.5.2.6). */
    public boolean stillLists(ParsedCertificate certificate) {
        if (!thisUpdate.isAfter(certificate.notAfter)) {
            return true;
        }
        Extension kept = extensions == null ? null : extensions.getExtension(new ASN1ObjectIdentifier("2.5.29.60"));
        return kept != null
                && !Time.getInstance(kept.getParsedValue()).getDate().toInstant().isAfter(certificate.notAfter);
    }

    /** Since when this list says the serial revoked or on hold; null when it does not list it. */
    @Nullable
    public Revocation find(BigInteger serial) throws MalformedSignature {
        byte[] wanted = serial.toByteArray();
        int hash = hash(0, wanted.length, wanted);
        int at = Arrays.binarySearch(index, key(hash, 0));
        for (int i = at < 0 ? -at - 1 : at; i < index.length && (int) (index[i] >> 32) == hash; i++) {
            Der.Element entry = Der.element(der, (int) index[i], der.length);
            Der.Element listed = Der.element(der, entry.valueStart(), entry.end());
            if (Arrays.equals(der, listed.valueStart(), listed.end(), wanted, 0, wanted.length)) {
                return Der.contained("entry of a revocation list", () -> read(entry, listed));
            }
        }
        return null;
    }

    private @Nullable Revocation read(Der.Element entry, Der.Element serial) throws MalformedSignature {
        Der.Element date = Der.element(der, serial.end(), entry.end());
        Der.@Nullable Element rest = following(date, entry.end());
        String reason = rest == null
                ? REASONS.getFirst()
                : reason(Extensions.getInstance(Der.parse(rest.slice(der))).getExtension(Extension.reasonCode));
        return reason.equals("removeFromCRL") ? null : new Revocation(time(date), reason);
    }

    private static String reason(@Nullable Extension extension) throws MalformedSignature {
        if (extension == null) {
            return REASONS.getFirst();
        }
        ASN1Primitive value = Der.parse(ASN1OctetString.getInstance(extension.getExtnValue()).getOctets());
        return reason(ASN1Enumerated.getInstance(value).getValue().intValue());
    }

    static String reason(int code) {
        return code >= 0 && code < REASONS.size() ? REASONS.get(code) : REASONS.getFirst();
    }
}

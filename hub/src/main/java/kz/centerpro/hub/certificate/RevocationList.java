package kz.centerpro.hub.certificate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.Time;
import org.jspecify.annotations.Nullable;

/**
 * A CRL, complete or delta, as its packed entries and the digest that its signature is over. Its bytes are not kept:
 * the production list has 20 MB. Whether to believe it is asked with its signer at hand.
 */
public final class RevocationList {

    static final Set<String> LABELS = Set.of("X509 CRL", "CRL");
    static final int BYTES_MAX = 128 * 1024 * 1024;
    private static final int REFUSALS_MAX = 64;
    private static final List<String> REASONS = List.of("unspecified", "keyCompromise", "cACompromise",
            "affiliationChanged",
            "superseded", "cessationOfOperation", "certificateHold", "unused", "removeFromCRL", "privilegeWithdrawn",
            "aACompromise");
    private static final ASN1ObjectIdentifier EXPIRED_KEPT = new ASN1ObjectIdentifier("2.5.29.60");
    private static final Set<ASN1ObjectIdentifier> UNDERSTOOD = Set.of(Extension.issuingDistributionPoint,
            Extension.deltaCRLIndicator, Extension.cRLNumber, Extension.authorityKeyIdentifier,
            Extension.freshestCRL, EXPIRED_KEPT);

    final String sha256;
    final X500Name issuer;
    public final Instant thisUpdate;
    public final @Nullable Instant nextUpdate;
    /** Of a list that numbers itself; the base number is that of the complete list which a delta begins at. */
    public final @Nullable BigInteger number;
    final @Nullable BigInteger baseNumber;
    /** Where the changes since this list are to be had (RFC 5280, 5.2.6). */
    public final List<String> deltaUrls;

    private final RevokedSerials entries;
    private final List<X500Name> issuers;
    private final boolean strange;
    private final AlgorithmIdentifier algorithm;
    private final AlgorithmIdentifier innerAlgorithm;
    private final @Nullable DigestAlgorithm digest;
    private final byte[] signed;
    private final byte[] signature;
    private final ListScope scope;
    private final String scopeStated;
    private final String keyStated;
    private final @Nullable Instant expiredKeptSince;
    /** Authorities whose key was seen to have signed this list or not; the check is pure, so a race only repeats it. */
    private final Set<String> signers = ConcurrentHashMap.newKeySet();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();

    private RevocationList(RevocationListReader.Parts parts) throws MalformedSignature {
        AlgorithmIdentifier outer = parts.algorithm;
        AlgorithmIdentifier inner = parts.innerAlgorithm;
        Instant since = parts.thisUpdate;
        if (outer == null || inner == null || since == null) {
            throw new MalformedSignature("revocation list lacks a part");
        }
        this.sha256 = parts.sha256;
        this.issuers = List.copyOf(parts.issuers);
        this.issuer = issuers.getFirst();
        this.thisUpdate = since;
        this.nextUpdate = parts.nextUpdate;
        this.entries = parts.entries;
        this.algorithm = outer;
        this.innerAlgorithm = inner;
        this.digest = parts.digest;
        this.signed = parts.signed;
        this.signature = parts.signature;
        Extensions extensions = parts.extensions;
        this.number = integer(extensions, Extension.cRLNumber);
        this.baseNumber = integer(extensions, Extension.deltaCRLIndicator);
        this.scopeStated = stated(extensions, Extension.issuingDistributionPoint);
        AuthorityKeyIdentifier key = extensions == null ? null : AuthorityKeyIdentifier.fromExtensions(extensions);
        byte[] keyId = key == null ? null : key.getKeyIdentifierOctets();
        this.keyStated = keyId == null ? "" : Der.hex(keyId);
        this.scope = new ListScope(issuer, extensions == null
                ? null
                : IssuingDistributionPoint
                        .getInstance(extensions.getExtensionParsedValue(Extension.issuingDistributionPoint)));
        this.deltaUrls = CertificateReader.freshestUrls(extensions);
        Extension kept = extensions == null ? null : extensions.getExtension(EXPIRED_KEPT);
        this.expiredKeptSince = kept == null
                ? null
                : Time.getInstance(kept.getParsedValue()).getDate().toInstant();
        this.strange = parts.strangeEntries || hasStrangeExtensions(extensions)
                || (issuers.size() > 1 && !scope.isIndirect());
    }

    private static @Nullable BigInteger integer(@Nullable Extensions extensions, ASN1ObjectIdentifier id) {
        ASN1Encodable value = extensions == null ? null : extensions.getExtensionParsedValue(id);
        return value == null ? null : ASN1Integer.getInstance(value).getValue();
    }

    private static String stated(@Nullable Extensions extensions, ASN1ObjectIdentifier id) {
        Extension extension = extensions == null ? null : extensions.getExtension(id);
        return extension == null ? "" : Der.sha256(extension.getExtnValue().getOctets());
    }

    private static boolean hasStrangeExtensions(@Nullable Extensions extensions) {
        if (extensions != null) {
            for (ASN1ObjectIdentifier id : extensions.getCriticalExtensionOIDs()) {
                if (!UNDERSTOOD.contains(id)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Takes DER, PEM or base64. */
    public static RevocationList fromAny(byte[] encoded) throws MalformedSignature {
        byte[] der = Der.unwrapped(encoded, LABELS, BYTES_MAX);
        return Der.contained("revocation list", () -> new RevocationList(
                new RevocationListReader(new ByteArrayInputStream(der), der.length, BYTES_MAX).read()));
    }

    /**
     * Reads DER from a stream in one pass and constant memory beside the packed entries. The stream is read to its end
     * and not closed.
     *
     * @throws IOException
     *             when the stream cannot be read
     */
    public static RevocationList fromStream(InputStream der, long bytesMax) throws IOException, MalformedSignature {
        try {
            return new RevocationList(new RevocationListReader(der, Long.MAX_VALUE, bytesMax).read());
        } catch (RuntimeException | StackOverflowError failure) {
            throw new MalformedSignature("revocation list cannot be parsed: " + failure.getMessage(), failure);
        }
    }

    /** True when the authority's key signed this list by the algorithms of today and was allowed to. */
    public boolean isSignedBy(ParsedCertificate authority) {
        return isSignedBy(authority, SignatureScheme.Age.DATED) && weaknesses(authority).isEmpty();
    }

    /** What is weak about the signature under this list, when that authority made it. */
    Set<WeakAlgorithm> weaknesses(ParsedCertificate authority) {
        return SignatureScheme.weaknesses(algorithm, authority.key);
    }

    /** Whoever takes more than CURRENT asks a policy about the {@link #weaknesses}. */
    boolean isSignedBy(ParsedCertificate authority, SignatureScheme.Age age) {
        if (signers.contains(authority.sha256)) {
            return true;
        }
        if (refused.contains(authority.sha256) || !mayBeSignedBy(authority)) {
            return false;
        }
        boolean valid = hasSigned(authority, age);
        if (valid) {
            signers.add(authority.sha256);
        } else if (refused.size() < REFUSALS_MAX) {
            refused.add(authority.sha256);
        }
        return valid;
    }

    /** Whether asking {@link #isSignedBy} costs no verification. */
    boolean isSettledFor(ParsedCertificate authority) {
        return signers.contains(authority.sha256) || refused.contains(authority.sha256) || !mayBeSignedBy(authority);
    }

    private boolean mayBeSignedBy(ParsedCertificate authority) {
        return Names.same(issuer, authority.subject) && authority.mayUseKeyFor(KeyUsage.cRLSign)
                && SignatureScheme.same(algorithm, innerAlgorithm);
    }

    private boolean hasSigned(ParsedCertificate authority, SignatureScheme.Age age) {
        try {
            SignatureScheme scheme = SignatureScheme.of(algorithm, authority.key, age);
            if (digest == null) {
                return scheme.verifyMessage(signed, signature);
            }
            return scheme.digest() == digest && scheme.verify(signed, signature);
        } catch (SignatureScheme.Unsupported unsupported) {
            return false;
        }
    }

    public int size() {
        return entries.size();
    }

    public String issuerName() {
        return issuer.toString();
    }

    public String sha256() {
        return sha256;
    }

    public boolean isDelta() {
        return baseNumber != null;
    }

    boolean isIndirect() {
        return scope.isIndirect();
    }

    /** Equal for lists of which a later one stands in for an earlier one: same issuer, key, scope and kind. */
    String series() {
        return issuer + "|" + keyStated + "|" + scopeStated + "|" + isDelta();
    }

    /** Whether this list is from after the other one of its series; neither number nor time may go back. */
    boolean isNewerThan(RevocationList other) {
        if (thisUpdate.isBefore(other.thisUpdate)) {
            return false;
        }
        int order = number == null || other.number == null ? 0 : number.compareTo(other.number);
        return order > 0 || (order == 0 && thisUpdate.isAfter(other.thisUpdate));
    }

    /** Whether this delta tells what changed since that complete list (RFC 5280, 5.2.4). */
    boolean continues(RevocationList complete) {
        return baseNumber != null && number != null && complete.number != null && !complete.isDelta()
                && Names.same(issuer, complete.issuer) && scopeStated.equals(complete.scopeStated)
                && keyStated.equals(complete.keyStated) && complete.number.compareTo(baseNumber) >= 0
                && complete.number.compareTo(number) < 0;
    }

    /** Whether this list tells all that the delta told of the same certificates, and what came after. */
    boolean isLaterPictureThan(RevocationList delta) {
        return number != null && delta.number != null && Names.same(issuer, delta.issuer)
                && scopeStated.equals(delta.scopeStated) && keyStated.equals(delta.keyStated)
                && number.compareTo(delta.number) >= (isDelta() ? 1 : 0) && beginsNoLaterThan(delta)
                && !thisUpdate.isBefore(delta.thisUpdate);
    }

    private boolean beginsNoLaterThan(RevocationList delta) {
        return baseNumber == null || (delta.baseNumber != null && baseNumber.compareTo(delta.baseNumber) <= 0);
    }

    /** Whether silence of this list means that it is not revoked, whatever the reason (RFC 5280, 6.3.3 b). */
    public boolean covers(ParsedCertificate certificate) {
        return !isDelta() && reasonsFor(certificate) == ListScope.EVERY_REASON;
    }

    /** The reasons that silence of this list rules out, as bits of {@link ListScope#EVERY_REASON}. */
    int reasonsFor(ParsedCertificate certificate) {
        return strange ? 0 : scope.reasonsFor(certificate);
    }

    /** Whether an entry of this list may be about the certificate. */
    boolean mayList(ParsedCertificate certificate) {
        return scope.mayList(certificate);
    }

    /** Lists forget expired certificates (RFC 5280, 3.3) unless they say that they do not (X.509, 9.5.2.6). */
    public boolean stillLists(ParsedCertificate certificate) {
        return !thisUpdate.isAfter(certificate.notAfter)
                || (expiredKeptSince != null && !expiredKeptSince.isAfter(certificate.notAfter));
    }

    /** Since when this list says that serial of its own issuer revoked or on hold; null when it does not list it. */
    @Nullable
    public Revocation find(BigInteger serial) {
        RevokedSerials.Entry entry = entries.find(serial.toByteArray(), 0);
        return entry == null || entry.isRemoval() ? null : revocation(entry);
    }

    RevokedSerials.@Nullable Entry find(ParsedCertificate certificate) {
        byte[] serial = certificate.serial.toByteArray();
        for (int i = 0; i < issuers.size(); i++) {
            if (Names.same(issuers.get(i), certificate.issuer)) {
                return entries.find(serial, i);
            }
        }
        return null;
    }

    static Revocation revocation(RevokedSerials.Entry entry) {
        return new Revocation(entry.date(), reason(entry.reason()));
    }

    static String reason(int code) {
        return code >= 0 && code < REASONS.size() ? REASONS.get(code) : REASONS.getFirst();
    }
}

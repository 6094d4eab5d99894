package kz.centerpro.hub.certificate;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.jspecify.annotations.Nullable;

/** A certificate read whole at once, so that nothing in it can fail later; the original bytes are kept. */
public final class ParsedCertificate {

    static final Set<String> LABELS = Set.of("CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE");
    private static final int BYTES_MAX = 256 * 1024;

    public final byte[] der;
    final String sha256;
    public final X500Name subject;
    public final X500Name issuer;
    public final BigInteger serial;
    public final Instant notBefore;
    public final Instant notAfter;
    public final SubjectPublicKeyInfo key;
    final boolean version3;
    final @Nullable BasicConstraints basicConstraints;
    final @Nullable KeyUsage keyUsage;
    public final List<String> extendedKeyUsages;
    public final boolean extendedKeyUsageCritical;
    public final byte @Nullable [] subjectKeyId;
    final byte @Nullable [] authorityKeyId;
    final Set<String> criticalExtensions;
    final @Nullable Extensions extensions;

    private final Certificate structure;
    private final byte[] signedPart;

    /** Made when first asked for, by whichever thread; every thread would make the same. */
    private volatile @Nullable CertificateSummary summary;
    volatile @Nullable SignerIdentity identity;
    private volatile @Nullable Weakness weakness;

    /** What is weak about a signature, as far as one key is supposed to have made it. */
    private record Weakness(SubjectPublicKeyInfo issuerKey, Set<WeakAlgorithm> found) {}

    /** Whether {@link #key} has parameters that came from the authority above. */
    private final boolean inherited;

    private ParsedCertificate(byte[] der, @Nullable SubjectPublicKeyInfo completedKey) throws MalformedSignature {
        this.der = der;
        this.inherited = completedKey != null;
        this.sha256 = Der.sha256(der);
        this.structure = Certificate.getInstance(Der.parse(der));
        this.signedPart = Der.firstInside(der);
        TBSCertificate signed = structure.getTBSCertificate();
        this.subject = signed.getSubject();
        this.issuer = signed.getIssuer();
        this.serial = signed.getSerialNumber().getValue();
        this.notBefore = signed.getStartDate().getDate().toInstant();
        this.notAfter = signed.getEndDate().getDate().toInstant();
        this.key = completedKey == null ? signed.getSubjectPublicKeyInfo() : completedKey;
        this.version3 = signed.getVersionNumber() == 3;
        this.extensions = signed.getExtensions();
        this.basicConstraints = extensions == null ? null : BasicConstraints.fromExtensions(extensions);
        this.keyUsage = extensions == null ? null : KeyUsage.fromExtensions(extensions);
        ExtendedKeyUsage purposes = extensions == null ? null : ExtendedKeyUsage.fromExtensions(extensions);
        this.extendedKeyUsages = purposes == null
                ? List.of()
                : Arrays.stream(purposes.getUsages()).map(KeyPurposeId::toOID).map(ASN1ObjectIdentifier::getId)
                        .toList();
        this.criticalExtensions = critical(extensions);
        this.extendedKeyUsageCritical = criticalExtensions.contains(Extension.extendedKeyUsage.getId());
        SubjectKeyIdentifier own = extensions == null ? null : SubjectKeyIdentifier.fromExtensions(extensions);
        this.subjectKeyId = own == null ? null : own.getKeyIdentifier();
        AuthorityKeyIdentifier above = extensions == null ? null : AuthorityKeyIdentifier.fromExtensions(extensions);
        this.authorityKeyId = above == null ? null : above.getKeyIdentifierOctets();
        // Names and keys are parsed lazily; what is unreadable in them must show here.
        int _ = subject.hashCode() + issuer.hashCode();
        byte[] _ = Der.encoded(key);
    }

    private static Set<String> critical(@Nullable Extensions extensions) {
        Set<String> ids = new TreeSet<>();
        if (extensions != null) {
            for (ASN1ObjectIdentifier id : extensions.getCriticalExtensionOIDs()) {
                ids.add(id.getId());
            }
        }
        return ids;
    }

    public static ParsedCertificate fromDer(byte[] der) throws MalformedSignature {
        if (der.length > BYTES_MAX) {
            throw new MalformedSignature("certificate of " + der.length + " bytes");
        }
        ParsedCertificate recent = RecentCertificates.find(der);
        if (recent != null) {
            return recent;
        }
        // An own copy: a caller may go on to use its array for something else.
        byte[] copy = der.clone();
        return RecentCertificates.keep(Der.contained("certificate", () -> new ParsedCertificate(copy, null)));
    }

    public static ParsedCertificate fromAny(byte[] encoded) throws MalformedSignature {
        return fromDer(Der.unwrapped(encoded, LABELS, BYTES_MAX));
    }

    boolean isSelfIssued() {
        return Names.same(subject, issuer);
    }

    boolean isAuthority() {
        return basicConstraints != null && basicConstraints.isCA();
    }

    /** Whether the names and, where both sides give them, the key identifiers allow {@code candidate} as the issuer. */
    boolean mayBeIssuedBy(ParsedCertificate candidate) {
        // Most are strangers, and their names' hashes, which disregard case and spaces too, are at hand.
        return issuer.hashCode() == candidate.subject.hashCode() && Names.same(issuer, candidate.subject)
                && (authorityKeyId == null || candidate.subjectKeyId == null
                        || Arrays.equals(authorityKeyId, candidate.subjectKeyId));
    }

    /** Whoever takes more than CURRENT asks a policy about the {@link #weaknesses}. */
    boolean isSignedBy(SubjectPublicKeyInfo issuerKey, SignatureScheme.Age age) throws SignatureScheme.Unsupported {
        if (!SignatureScheme.same(structure.getSignatureAlgorithm(), structure.getTBSCertificate().getSignature())) {
            throw new SignatureScheme.Unsupported("the certificate names two different signature algorithms");
        }
        return SignatureScheme.of(structure.getSignatureAlgorithm(), issuerKey, age).verifyMessage(signedPart,
                structure.getSignature().getOctets());
    }

    /** What is weak about the signature under this certificate, when that key made it. */
    @SuppressWarnings("ReferenceEquality") // paths are remembered with their certificates, so the key is the very same
    Set<WeakAlgorithm> weaknesses(SubjectPublicKeyInfo issuerKey) {
        Weakness known = weakness;
        if (known == null || known.issuerKey() != issuerKey) {
            known = new Weakness(issuerKey,
                    SignatureScheme.weaknesses(structure.getSignatureAlgorithm(), issuerKey));
            weakness = known;
        }
        return known.found();
    }

    /** A DSA key that leaves p, q and g to the authority above. */
    boolean lacksKeyParameters() {
        ASN1Encodable parameters = key.getAlgorithm().getParameters();
        return key.getAlgorithm().getAlgorithm().equals(X9ObjectIdentifiers.id_dsa)
                && (parameters == null || DERNull.INSTANCE.equals(parameters));
    }

    boolean inheritsKey() {
        return inherited;
    }

    /** The same certificate with the parameters of that key; itself where the key is of another kind. */
    ParsedCertificate inheriting(SubjectPublicKeyInfo above) {
        if (!above.getAlgorithm().getAlgorithm().equals(X9ObjectIdentifiers.id_dsa)) {
            return this;
        }
        try {
            return new ParsedCertificate(der,
                    new SubjectPublicKeyInfo(above.getAlgorithm(), key.parsePublicKey()));
        } catch (MalformedSignature | IOException impossible) {
            return this;
        }
    }

    /** id-pkix-ocsp-nocheck: the authority vouches for this responder until it expires (RFC 6960, 4.2.2.2.1). */
    boolean isFreeOfOcspCheck() {
        return extensions != null && extensions.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nocheck) != null;
    }

    public boolean mayUseKeyFor(int usage) {
        return keyUsage == null || keyUsage.hasUsages(usage);
    }

    public boolean isValidAt(Instant time) {
        return !time.isBefore(notBefore) && !time.isAfter(notAfter);
    }

    CertificateSummary summary() {
        CertificateSummary known = summary;
        if (known == null) {
            known = new CertificateSummary(subject.toString(), issuer.toString(), serial.toString(16), notBefore,
                    notAfter, sha256);
            summary = known;
        }
        return known;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ParsedCertificate certificate && Arrays.equals(der, certificate.der);
    }

    @Override
    public int hashCode() {
        return sha256.hashCode();
    }

    @Override
    public String toString() {
        return subject.toString();
    }
}

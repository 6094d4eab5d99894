package kz.centerpro.hub.certificate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kz.centerpro.contracts.party.SignerRole;
import kz.centerpro.contracts.party.TaxId;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.jspecify.annotations.Nullable;

/** Reads and checks bare certificates, DER or PEM: for registration, for trust lists, for evidence. */
public final class CertificateReader {

    /** What a keeper of revocation lists needs to know of one. */
    public record ListInfo(String issuer, Instant thisUpdate, @Nullable Instant nextUpdate, int entries, String sha256,
            boolean signedByIssuer) {}

    private static final ASN1ObjectIdentifier KEY_STORAGE = new ASN1ObjectIdentifier("1.2.398.3.3.5");
    /** Stands for U+0000, which no store keeps in a text. */
    private static final char NO_CHARACTER = 0xFFFD;
    private static final int URLS_MAX = 4;
    private static final int URL_LENGTH_MAX = 512;

    private CertificateReader() {}

    public static SignerIdentity identify(byte[] certificate) throws MalformedSignature {
        return identity(ParsedCertificate.fromAny(certificate));
    }

    public static CertificateSummary summarise(byte[] certificate) throws MalformedSignature {
        return ParsedCertificate.fromAny(certificate).summary();
    }

    /** True when a path to an anchor holds at that time and no evidence at hand says revoked. */
    public static boolean verifyCertificate(byte[] certificate, TrustSnapshot trust, Instant at)
            throws MalformedSignature {
        return check(certificate, trust, at, VerificationPolicy.offline()).hasPassed();
    }

    /** Path and revocation of a certificate, whatever its key may be used for. */
    public static CheckResult check(byte[] certificate, TrustSnapshot trust, Instant at, VerificationPolicy policy)
            throws MalformedSignature {
        return check(certificate, trust, at, policy, PolicyInputs.any());
    }

    static CheckResult check(byte[] certificate, TrustSnapshot trust, Instant at, VerificationPolicy policy,
            PolicyInputs inputs) throws MalformedSignature {
        ParsedCertificate parsed = ParsedCertificate.fromAny(certificate);
        return Der.contained("certificate", () -> {
            PathBuilder.Budget budget = new PathBuilder.Budget();
            PathBuilder.Result result = new PathBuilder(trust, trust.anchors(), List.of(), at, inputs, budget)
                    .build(parsed);
            PathBuilder.Path path = result.path();
            if (path == null) {
                return result.check();
            }
            KeyPolicy rules = new KeyPolicy(policy,
                    new RevocationJudge(trust, List.of(), List.of(), policy, budget), path, at);
            return rules.checkAnyUsage(result.check(), rules.signerFinding());
        });
    }

    /** Reads a downloaded list and checks that {@code issuer} signed it, before anybody relies on it. */
    public static ListInfo describeList(byte[] crl, byte[] issuer) throws MalformedSignature {
        RevocationList list = RevocationList.fromAny(crl);
        ParsedCertificate authority = ParsedCertificate.fromAny(issuer);
        boolean signed = Der.contained("revocation list", () -> list.isSignedBy(authority));
        return new ListInfo(list.issuer.toString(), list.thisUpdate, list.nextUpdate, list.size(), list.sha256, signed);
    }

    /** What to ask about a certificate; empty when no path to an anchor is proved. */
    public static Optional<EvidenceNeed> evidenceNeed(byte[] certificate, TrustSnapshot trust, Instant at)
            throws MalformedSignature {
        ParsedCertificate parsed = ParsedCertificate.fromAny(certificate);
        PathBuilder.Path path = Der
                .contained("certificate",
                        () -> new PathBuilder(trust, trust.anchors(), List.of(), at, new PathBuilder.Budget())
                                .build(parsed))
                .path();
        return path == null || path.certificates().size() == 1
                ? Optional.empty()
                : Optional.of(need(parsed, path.issuerOf(0)));
    }

    public static EvidenceNeed need(ParsedCertificate certificate, ParsedCertificate issuer) throws MalformedSignature {
        return Der.contained("certificate", () -> {
            List<String> ocsp = ocspUrls(certificate);
            List<String> crl = crlUrls(certificate);
            EvidenceNeed.Kind kind = ocsp.isEmpty() && !crl.isEmpty() ? EvidenceNeed.Kind.CRL : EvidenceNeed.Kind.OCSP;
            return new EvidenceNeed(kind, certificate.sha256, certificate.der, issuer.der, ocsp, crl,
                    freshestUrls(certificate.extensions));
        });
    }

    private static List<String> ocspUrls(ParsedCertificate certificate) {
        AuthorityInformationAccess access = certificate.extensions == null
                ? null
                : AuthorityInformationAccess.fromExtensions(certificate.extensions);
        return access == null
                ? List.of()
                : urls(Stream.of(access.getAccessDescriptions())
                        .filter(described -> described.getAccessMethod().equals(AccessDescription.id_ad_ocsp))
                        .map(AccessDescription::getAccessLocation));
    }

    private static List<String> crlUrls(ParsedCertificate certificate) {
        return urls(certificate.extensions == null ? null : CRLDistPoint.fromExtensions(certificate.extensions));
    }

    /** Where deltas are to be had, as a certificate or a complete list says (RFC 5280, 4.2.1.15 and 5.2.6). */
    static List<String> freshestUrls(@Nullable Extensions extensions) {
        return urls(extensions == null
                ? null
                : CRLDistPoint.getInstance(extensions.getExtensionParsedValue(Extension.freshestCRL)));
    }

    private static List<String> urls(@Nullable CRLDistPoint points) {
        List<GeneralName> names = new ArrayList<>();
        for (DistributionPoint point : points == null ? new DistributionPoint[0] : points.getDistributionPoints()) {
            DistributionPointName name = point.getDistributionPoint();
            if (name != null && name.getType() == DistributionPointName.FULL_NAME) {
                names.addAll(List.of(GeneralNames.getInstance(name.getName()).getNames()));
            }
        }
        return urls(names.stream());
    }

    private static List<String> urls(Stream<GeneralName> names) {
        return names.filter(name -> name.getTagNo() == GeneralName.uniformResourceIdentifier)
                .map(name -> ((ASN1String) name.getName()).getString())
                .filter(url -> url.length() <= URL_LENGTH_MAX
                        && (url.startsWith("http://") || url.startsWith("https://")))
                .distinct().limit(URLS_MAX).toList();
    }

    public static SignerIdentity identity(ParsedCertificate certificate) throws MalformedSignature {
        SignerIdentity known = certificate.identity;
        if (known == null) {
            known = readIdentity(certificate);
            certificate.identity = known;
        }
        return known;
    }

    private static SignerIdentity readIdentity(ParsedCertificate certificate) throws MalformedSignature {
        return Der.contained("subject", () -> {
            SignerRole role = SignerRoles.of(certificate.extendedKeyUsages);
            String name = attribute(certificate, BCStyle.CN);
            return new SignerIdentity(numbered(certificate, "IIN"), numbered(certificate, "BIN"),
                    name == null ? "" : name,
                    attribute(certificate, BCStyle.O), role,
                    role == SignerRole.FIRST_HEAD || role == SignerRole.SIGN_RIGHT,
                    keyStorage(certificate), attribute(certificate, BCStyle.C), certificate.sha256,
                    Der.sha256(Der.encoded(certificate.key)), certificate.serial.toString(16), certificate.der.clone());
        });
    }

    /** IIN stands in serialNumber, BIN in OU, or in serialNumber of older certificates. */
    private static @Nullable String numbered(ParsedCertificate certificate, String prefix) {
        return Stream.concat(attributes(certificate, BCStyle.SERIALNUMBER), attributes(certificate, BCStyle.OU))
                .filter(value -> value.startsWith(prefix)).map(value -> value.substring(prefix.length()))
                .filter(TaxId::isTwelveDigits).findFirst().orElse(null);
    }

    private static @Nullable String attribute(ParsedCertificate certificate, ASN1ObjectIdentifier type) {
        return attributes(certificate, type).findFirst().orElse(null);
    }

    private static Stream<String> attributes(ParsedCertificate certificate, ASN1ObjectIdentifier type) {
        return Stream.of(certificate.subject.getRDNs()).map(RDN::getTypesAndValues).flatMap(Stream::of)
                .filter(pair -> pair.getType().equals(type)).map(AttributeTypeAndValue::getValue)
                .filter(ASN1String.class::isInstance)
                .map(value -> ((ASN1String) value).getString().replace('\0', NO_CHARACTER));
    }

    private static @Nullable String keyStorage(ParsedCertificate certificate) {
        ASN1Encodable value = certificate.extensions == null
                ? null
                : certificate.extensions.getExtensionParsedValue(KEY_STORAGE);
        return value instanceof ASN1Sequence kinds && kinds.size() > 0
                && kinds.getObjectAt(0) instanceof ASN1ObjectIdentifier kind ? kind.getId() : null;
    }
}

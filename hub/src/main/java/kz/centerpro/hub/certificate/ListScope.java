package kz.centerpro.hub.certificate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.ReasonFlags;
import org.jspecify.annotations.Nullable;

/** Which certificates a revocation list speaks of, and for which reasons (RFC 5280, 5.2.5 and 6.3.3 b, d). */
final class ListScope {

    /** The reasons that can be left to different lists, as bits. */
    static final int EVERY_REASON = ReasonFlags.keyCompromise | ReasonFlags.cACompromise
            | ReasonFlags.affiliationChanged | ReasonFlags.superseded | ReasonFlags.cessationOfOperation
            | ReasonFlags.certificateHold | ReasonFlags.privilegeWithdrawn | ReasonFlags.aACompromise;
    private static final int POINTS_MAX = 32;
    /** Of a point; what is beyond is not compared, and so covers nothing. */
    private static final int NAMES_MAX = 32;

    /**
     * Where a certificate says that its revocation is listed.
     *
     * @param names
     *            of the point, or of the list's issuer where the point has none
     * @param issuers
     *            of the list; empty when that is the certificate's own
     */
    private record Point(List<GeneralName> names, int reasons, List<X500Name> issuers) {}

    private final X500Name issuer;
    private final boolean indirect;
    private final boolean usersOnly;
    private final boolean authoritiesOnly;
    private final boolean attributesOnly;
    private final int reasons;
    private final @Nullable List<GeneralName> names;

    ListScope(X500Name issuer, @Nullable IssuingDistributionPoint stated) {
        this.issuer = issuer;
        this.indirect = stated != null && stated.isIndirectCRL();
        this.usersOnly = stated != null && stated.onlyContainsUserCerts();
        this.authoritiesOnly = stated != null && stated.onlyContainsCACerts();
        this.attributesOnly = stated != null && stated.onlyContainsAttributeCerts();
        this.reasons = stated == null || stated.getOnlySomeReasons() == null
                ? EVERY_REASON
                : stated.getOnlySomeReasons().intValue() & EVERY_REASON;
        this.names = stated == null || stated.getDistributionPoint() == null
                ? null
                : names(stated.getDistributionPoint(), List.of(issuer));
    }

    boolean isIndirect() {
        return indirect;
    }

    /** The reasons for which silence of the list means that the certificate is not revoked; 0 for none. */
    int reasonsFor(ParsedCertificate certificate) {
        if (attributesOnly || (usersOnly && certificate.isAuthority())
                || (authoritiesOnly && !certificate.isAuthority())) {
            return 0;
        }
        int covered = 0;
        for (Point point : points(certificate)) {
            if (isFor(point, certificate)) {
                covered |= reasons & point.reasons();
            }
        }
        return covered;
    }

    /** Whether a certificate's entry may stand in this list at all. */
    boolean mayList(ParsedCertificate certificate) {
        return Names.same(issuer, certificate.issuer) || (indirect && points(certificate).stream()
                .anyMatch(point -> point.issuers().stream().anyMatch(name -> Names.same(issuer, name))));
    }

    private boolean isFor(Point point, ParsedCertificate certificate) {
        boolean ours = point.issuers().isEmpty()
                ? Names.same(issuer, certificate.issuer)
                : indirect && point.issuers().stream().anyMatch(name -> Names.same(issuer, name));
        List<GeneralName> own = names;
        return ours && (own == null
                || own.stream().anyMatch(name -> point.names().stream().anyMatch(other -> same(name, other))));
    }

    private static boolean same(GeneralName one, GeneralName other) {
        return one.getTagNo() == other.getTagNo() && (one.getTagNo() == GeneralName.directoryName
                ? Names.same(X500Name.getInstance(one.getName()), X500Name.getInstance(other.getName()))
                : one.equals(other));
    }

    /** Those that the certificate names, and the one that every authority has without naming it (6.3.3, end). */
    private static List<Point> points(ParsedCertificate certificate) {
        List<Point> points = new ArrayList<>();
        points.add(new Point(List.of(new GeneralName(certificate.issuer)), EVERY_REASON, List.of()));
        CRLDistPoint stated = certificate.extensions == null
                ? null
                : CRLDistPoint.fromExtensions(certificate.extensions);
        if (stated != null) {
            Arrays.stream(stated.getDistributionPoints()).limit(POINTS_MAX)
                    .forEach(point -> points.add(point(point, certificate)));
        }
        return points;
    }

    private static Point point(DistributionPoint stated, ParsedCertificate certificate) {
        GeneralNames listIssuer = stated.getCRLIssuer();
        List<X500Name> issuers = listIssuer == null
                ? List.of()
                : Stream.of(listIssuer.getNames()).limit(NAMES_MAX)
                        .filter(name -> name.getTagNo() == GeneralName.directoryName)
                        .map(name -> X500Name.getInstance(name.getName())).toList();
        List<GeneralName> names = stated.getDistributionPoint() == null
                ? listIssuer == null ? List.of() : some(listIssuer)
                : names(stated.getDistributionPoint(), issuers.isEmpty() ? List.of(certificate.issuer) : issuers);
        return new Point(names, stated.getReasons() == null
                ? EVERY_REASON
                : stated.getReasons().intValue() & EVERY_REASON, issuers);
    }

    private static List<GeneralName> names(DistributionPointName stated, List<X500Name> above) {
        if (stated.getType() == DistributionPointName.FULL_NAME) {
            return some(GeneralNames.getInstance(stated.getName()));
        }
        ASN1Encodable relative = stated.getName();
        return above.stream().map(name -> new GeneralName(below(name, RDN.getInstance(ASN1Set.getInstance(relative)))))
                .toList();
    }

    private static List<GeneralName> some(GeneralNames names) {
        return Stream.of(names.getNames()).limit(NAMES_MAX).toList();
    }

    private static X500Name below(X500Name name, RDN relative) {
        RDN[] parts = Arrays.copyOf(name.getRDNs(), name.getRDNs().length + 1);
        parts[parts.length - 1] = relative;
        return new X500Name(parts);
    }
}

package kz.centerpro.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.hub.certificate.CertificateSummary;
import kz.centerpro.hub.certificate.CheckResult;
import kz.centerpro.hub.certificate.Indication;
import kz.centerpro.hub.certificate.SignerIdentity;
import kz.centerpro.hub.signature.SignatureReport;
import kz.centerpro.hub.signature.TimestampReport;
import kz.centerpro.hub.signature.Verdict;
import org.jspecify.annotations.Nullable;

/** What {@code center verify --json} prints; members that say nothing are {@code null}, never left out. */
record VerdictView(String verdict, List<Signature> signatures) {

    /**
     * One signer.
     *
     * @param subIndication
     *            of ETSI EN 319 102-1, null when passed
     * @param authenticity
     *            these bytes were signed with this key
     * @param keyValidity
     *            the key was valid at {@code bestSignatureTime}
     * @param signingTime
     *            what the signer claims
     * @param reason
     *            the sub-indication in words; when passed, what to know about it; for a passed one, what to know about
     *            it
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Signature(String verdict, @Nullable String subIndication, String authenticity, String keyValidity,
            String algorithm, Signer signer, @Nullable String signingTime, String bestSignatureTime,
            @Nullable Timestamp timestamp, List<Certificate> chain, @Nullable String reason,
            @Nullable Revocation revocation) {}

    /** From the certificate; {@code role} is one of the contracts' signer roles. */
    record Signer(@Nullable String iin, @Nullable String bin, @Nullable String name, String role,
            @Nullable String organization, @Nullable String certificateSha256) {}

    /** RFC 3161 over the signature. */
    record Timestamp(String verdict, @Nullable String reason, @Nullable String time, @Nullable String policy,
            @Nullable String serialNumber, @Nullable String digestAlgorithm, @Nullable String authority,
            List<Certificate> chain) {}

    /** One link, from the signer to the anchor. */
    record Certificate(String subject, String issuer, String serialNumber, String notBefore, String notAfter,
            String sha256) {}

    /** Since when and why the key no longer counts. */
    record Revocation(String date, String reason) {}

    static VerdictView of(Verdict verdict) {
        return new VerdictView(verdict.status().name(),
                verdict.signatures().stream().map(VerdictView::signature).toList());
    }

    private static Signature signature(SignatureReport report) {
        TimestampReport stamp = report.timestamp();
        kz.centerpro.hub.certificate.Revocation revocation = report.revocation();
        return new Signature(report.status().name(), orNull(report.subIndication()),
                report.authenticity().status().name(), report.keyValidity().status().name(), report.algorithm(),
                signer(report.signer()), time(report.claimedSigningTime()),
                WireTime.format(report.bestSignatureTime()), stamp == null ? null : timestamp(stamp),
                chain(report.chain()), reason(report),
                revocation == null ? null : new Revocation(WireTime.format(revocation.date()), revocation.reason()));
    }

    private static @Nullable String reason(SignatureReport report) {
        CheckResult first = report.authenticity();
        boolean byFirst = first.status() == report.status() && report.status() != Indication.PASSED;
        CheckResult decisive = byFirst ? first : report.keyValidity();
        return orNull(decisive.reason());
    }

    private static Signer signer(SignerIdentity identity) {
        return new Signer(identity.iin(), identity.bin(), orNull(identity.name()), identity.role().name(),
                identity.organization(), orNull(identity.certificateSha256()));
    }

    private static Timestamp timestamp(TimestampReport stamp) {
        return new Timestamp(stamp.status().name(), orNull(stamp.reason()), time(stamp.time()), stamp.policy(),
                stamp.serialNumber(), stamp.digestAlgorithm(), stamp.authority(), chain(stamp.chain()));
    }

    private static List<Certificate> chain(List<CertificateSummary> chain) {
        return chain.stream().map(link -> new Certificate(link.subject(), link.issuer(), link.serialNumber(),
                WireTime.format(link.notBefore()), WireTime.format(link.notAfter()), link.sha256())).toList();
    }

    private static @Nullable String time(@Nullable Instant instant) {
        return instant == null ? null : WireTime.format(instant);
    }

    private static @Nullable String orNull(String text) {
        return Optional.of(text).filter(present -> !present.isEmpty()).orElse(null);
    }
}

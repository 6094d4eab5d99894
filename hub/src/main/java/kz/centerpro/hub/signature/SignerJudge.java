package kz.centerpro.hub.signature;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import kz.centerpro.contracts.party.SignatureRegime;
import kz.centerpro.hub.certificate.CertificateReader;
import kz.centerpro.hub.certificate.CheckResult;
import kz.centerpro.hub.certificate.Der;
import kz.centerpro.hub.certificate.EvidenceNeed;
import kz.centerpro.hub.certificate.Indication;
import kz.centerpro.hub.certificate.KeyPolicy;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.ParsedCertificate;
import kz.centerpro.hub.certificate.PathBuilder;
import kz.centerpro.hub.certificate.Revocation;
import kz.centerpro.hub.certificate.RevocationJudge.Finding;
import kz.centerpro.hub.certificate.RevocationJudge;
import kz.centerpro.hub.certificate.SignerIdentity;
import kz.centerpro.hub.certificate.TrustSnapshot;
import kz.centerpro.hub.certificate.VerificationPolicy;
import org.jspecify.annotations.Nullable;

/** Judges one signer after another of one container and collects what evidence would settle the open questions. */
final class SignerJudge {

    private final SignedContainer container;
    private final ContentDigests content;
    private final TrustSnapshot trust;
    private final VerificationPolicy policy;
    private final Instant receivedAt;
    private final List<EvidenceNeed> missing = new ArrayList<>();
    private final PathBuilder.Budget budget = new PathBuilder.Budget();
    private final List<ParsedCertificate> known;

    SignerJudge(SignedContainer container, ContentDigests content, TrustSnapshot trust, VerificationPolicy policy,
            Instant receivedAt) {
        this.container = container;
        this.content = content;
        this.trust = trust;
        this.policy = policy;
        this.receivedAt = receivedAt;
        this.known = Stream.concat(container.certificates().stream(), trust.known()).toList();
    }

    Verdict verdict() {
        List<SignatureReport> reports = new ArrayList<>();
        Indication status = Indication.PASSED;
        for (SignatureFacts signer : container.signatures()) {
            SignatureReport report = contained(signer);
            reports.add(report);
            status = status.and(report.status());
        }
        return new Verdict(status, List.copyOf(reports), List.copyOf(missing), policy.version());
    }

    /** The last boundary: what a stranger's bytes break deep inside is their fault, not an error of the hub. */
    private SignatureReport contained(SignatureFacts signer) {
        try {
            return Der.contained("signature", () -> judge(signer));
        } catch (MalformedSignature malformed) {
            CheckResult format = CheckResult.failed("FORMAT_FAILURE", String.valueOf(malformed.getMessage()));
            return new SignatureReport(Indication.FAILED, "FORMAT_FAILURE", format, format,
                    signer.algorithm(), SignerIdentity.unknown(), null, receivedAt,
                    null,
                    List.of(), null, null, null);
        }
    }

    private SignatureReport judge(SignatureFacts signer) throws MalformedSignature {
        Authenticity authenticity = signer.authenticity(known, content);
        TimestampReport timestamp = authenticity.check().hasPassed() ? timestamp(signer) : null;
        Instant at = bestTime(timestamp);
        ParsedCertificate certificate = authenticity.certificate();
        if (certificate == null) {
            return report(signer, authenticity, timestamp, at, new KeyVerdict(authenticity.check(), null, null));
        }
        boolean authentic = authenticity.check().hasPassed();
        Instant assumed = assumed(certificate, signer, at);
        return assumed.equals(at)
                ? report(signer, authenticity, timestamp, at, keyValidity(certificate, signer, at, authentic))
                : report(signer, authenticity, timestamp, assumed,
                        unproved(keyValidity(certificate, signer, assumed, authentic), assumed));
    }

    /** The moment to judge at where the policy asks for one inside the certificate's validity. */
    private Instant assumed(ParsedCertificate certificate, SignatureFacts signer, Instant at) {
        boolean proved = at.isBefore(receivedAt);
        if (proved || policy.signingTime() == VerificationPolicy.SigningTime.RECEIPT
                || !at.isAfter(certificate.notAfter)) {
            return at;
        }
        Instant claimed = signer.claimedSigningTime();
        return claimed != null && certificate.isValidAt(claimed) ? claimed : certificate.notAfter;
    }

    /** Nothing proves that the key signed before it was revoked, so a later revocation counts too. */
    private static KeyVerdict unproved(KeyVerdict key, Instant assumed) {
        if (!key.check().hasPassed()) {
            return key;
        }
        Finding finding = key.finding();
        Revocation revocation = finding == null ? null : finding.revocation();
        CheckResult check = revocation == null
                ? new CheckResult(Indication.PASSED, "",
                        "the certificate has ended and nothing proves the time of signing: judged as of " + assumed)
                : CheckResult.failed("REVOKED", revocation.reason() + " since " + revocation.date()
                        + ", and nothing proves an earlier time of signing");
        return new KeyVerdict(check, key.path(), finding);
    }

    /** The earliest token that is proved, else the first one, for the reader to see why it proves nothing. */
    private @Nullable TimestampReport timestamp(SignatureFacts signer) {
        TimestampVerifier verifier = new TimestampVerifier(trust, policy, budget);
        List<TimestampReport> reports = signer.timestamps().stream()
                .map(token -> verifier.verify(token.token(), token.stamped(), container.certificates()))
                .toList();
        return reports.stream().filter(report -> report.status() == Indication.PASSED && report.time() != null)
                .min(Comparator.comparing(report -> report.time() == null ? Instant.MAX : report.time()))
                .orElse(reports.isEmpty() ? null : reports.getFirst());
    }

    /** ETSI EN 319 102-1, 5.5: proofs of existence can only make the time earlier. */
    private Instant bestTime(@Nullable TimestampReport timestamp) {
        Instant stamped = timestamp == null || timestamp.status() != Indication.PASSED ? null : timestamp.time();
        return stamped == null || stamped.isAfter(receivedAt) ? receivedAt : stamped;
    }

    /** The second verdict of clause 7.6.1. */
    private record KeyVerdict(CheckResult check, PathBuilder.@Nullable Path path, @Nullable Finding finding) {}

    private KeyVerdict keyValidity(ParsedCertificate certificate, SignatureFacts signer, Instant at, boolean authentic)
            throws MalformedSignature {
        PathBuilder.Result result = new PathBuilder(trust, trust.anchors(), container.certificates(), at, budget)
                .build(certificate);
        PathBuilder.Path path = result.path();
        if (path == null) {
            return new KeyVerdict(result.check(), null, null);
        }
        RevocationJudge judge = new RevocationJudge(trust, signer.responses(),
                Stream.concat(signer.lists().stream(), container.lists().stream()).toList(), policy);
        KeyPolicy rules = new KeyPolicy(policy, judge, path, at);
        Finding finding = rules.signerFinding();
        CheckResult check = rules.check(result.check(), finding);
        if (authentic && check.subIndication().equals("TRY_LATER")) {
            EvidenceNeed need = CertificateReader.need(certificate, path.issuerOf(0));
            if (missing.stream().noneMatch(known -> known.key().equals(need.key()))) {
                missing.add(need);
            }
        }
        return new KeyVerdict(check, path, finding);
    }

    private static SignerIdentity identity(@Nullable ParsedCertificate certificate, PathBuilder.@Nullable Path path)
            throws MalformedSignature {
        if (certificate == null) {
            return SignerIdentity.unknown();
        }
        SignerIdentity stated = CertificateReader.identity(certificate);
        return path != null && path.regime() == SignatureRegime.ES ? stated.ofForeignAuthority() : stated;
    }

    private SignatureReport report(SignatureFacts signer, Authenticity authenticity,
            @Nullable TimestampReport timestamp,
            Instant at,
            KeyVerdict key) throws MalformedSignature {
        CheckResult first = authenticity.check();
        CheckResult second = key.check();
        Indication status = first.status().and(second.status());
        CheckResult decisive = first.status() == status ? first : second;
        PathBuilder.Path path = key.path();
        Finding finding = key.finding();
        Revocation revocation = finding == null ? null : finding.revocation();
        ParsedCertificate certificate = authenticity.certificate();
        return new SignatureReport(status, decisive.subIndication(), first, second, authenticity.algorithm(),
                identity(certificate, path),
                signer.claimedSigningTime(), at, timestamp,
                path == null ? List.of() : path.summaries(), revocation, path == null ? null : path.regime(),
                finding == null ? null : finding.evidence());
    }
}

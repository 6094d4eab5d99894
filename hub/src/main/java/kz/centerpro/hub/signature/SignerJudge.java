package kz.centerpro.hub.signature;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import kz.centerpro.contracts.party.SignatureRegime;
import kz.centerpro.contracts.party.SignerRole;
import kz.centerpro.hub.certificate.CertificateReader;
import kz.centerpro.hub.certificate.Check;
import kz.centerpro.hub.certificate.CheckResult;
import kz.centerpro.hub.certificate.Der;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.Evidence;
import kz.centerpro.hub.certificate.EvidenceNeed;
import kz.centerpro.hub.certificate.Indication;
import kz.centerpro.hub.certificate.KeyPolicy;
import kz.centerpro.hub.certificate.Level;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.ParsedCertificate;
import kz.centerpro.hub.certificate.PathBuilder;
import kz.centerpro.hub.certificate.Question;
import kz.centerpro.hub.certificate.Revocation;
import kz.centerpro.hub.certificate.RevocationJudge.Finding;
import kz.centerpro.hub.certificate.RevocationJudge.State;
import kz.centerpro.hub.certificate.RevocationJudge;
import kz.centerpro.hub.certificate.SignerIdentity;
import kz.centerpro.hub.certificate.TrustSnapshot;
import kz.centerpro.hub.certificate.VerificationPolicy;
import org.jspecify.annotations.Nullable;

/** Judges one signer after another of one container and collects what evidence would settle the open questions. */
final class SignerJudge {

    private static final int COUNTERSIGNATURES_MAX = 32;
    private static final Set<Question> AFTER_ALGORITHMS = Set.of(Question.FORMAT, Question.CONTENT,
            Question.SIGNATURE_VALUE);

    private final SignedContainer container;
    private final ContentDigests content;
    private final TrustSnapshot trust;
    private final VerificationPolicy policy;
    private final Instant receivedAt;
    private final List<EvidenceNeed> missing = new ArrayList<>();
    private final PathBuilder.Budget budget = new PathBuilder.Budget();
    private final List<ParsedCertificate> known;
    private int countersignatures;

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
            SignatureReport report = contained(signer, true);
            reports.add(report);
            status = status.and(report.status());
        }
        return new Verdict(status, container.format(), List.copyOf(reports), List.copyOf(missing), policy.version());
    }

    /** The last boundary: what a stranger's bytes break deep inside is their fault, not an error of the hub. */
    private SignatureReport contained(SignatureFacts signer, boolean decides) {
        try {
            return Der.contained("signature", () -> judge(signer, decides));
        } catch (MalformedSignature malformed) {
            CheckResult format = CheckResult.failed("FORMAT_FAILURE", String.valueOf(malformed.getMessage()));
            return new SignatureReport(Indication.FAILED, "FORMAT_FAILURE", format, format, signer.algorithm(),
                    SignerIdentity.unknown(), null, receivedAt, null, List.of(), null, null, null, List.of(),
                    List.of(policy.check(Question.FORMAT, format)), List.of(), List.of());
        }
    }

    /**
     * @param decides
     *            false for a countersignature, for which no evidence is fetched
     */
    private SignatureReport judge(SignatureFacts signer, boolean decides) throws MalformedSignature {
        Authenticity authenticity = signer.authenticity(known, content);
        List<Check> checks = new ArrayList<>(AuthenticityChecks.of(authenticity.check(), policy));
        checks.add(policy.check(Question.COVERAGE, coverage(signer)));
        boolean everCounts = policy.algorithms().everCounts(authenticity.weak());
        boolean authentic = authenticity.check().hasPassed() && everCounts;
        Stamped stamp = authentic ? timestamp(signer) : null;
        TimestampReport timestamp = stamp == null ? null : stamp.report();
        Instant at = bestTime(timestamp);
        if (stamp != null) {
            checks.add(policy.check(Question.TIMESTAMP, stamped(stamp)));
        }
        CheckResult strength = strength(signer, authenticity, at);
        if (!strength.reason().isEmpty()) {
            weighed(strength, checks);
        }
        ParsedCertificate certificate = authenticity.certificate();
        Instant judgedAt = certificate == null ? at : assumed(certificate, signer, at);
        checks.add(policy.check(Question.PROOF_OF_TIME, proofOfTime(at, judgedAt)));
        KeyFacts key = certificate == null ? KeyFacts.NONE : keyFacts(certificate, signer, judgedAt, at);
        checks.addAll(key.checks());
        if (!judgedAt.equals(at)) {
            unproved(key.finding(), checks);
        }
        if (authentic && decides && certificate != null) {
            need(certificate, key);
        }
        List<SignatureReport> over = authentic ? countersignatures(signer, checks) : List.of();
        CheckResult first = strength.status() == Indication.FAILED ? strength : authenticity.check().and(strength);
        return report(signer, authenticity, first.hasPassed() ? authenticity.check() : first, stamp, judgedAt, key,
                checks, over);
    }

    /** Whether the signature's own algorithms count for what is proved to be that old (EN 319 102-1, 5.2.8, 5.6.2). */
    private CheckResult strength(SignatureFacts signer, Authenticity authenticity, Instant at) {
        Instant claimed = signer.claimedSigningTime();
        ParsedCertificate certificate = authenticity.certificate();
        Instant begun = certificate == null ? Instant.MIN : certificate.notBefore;
        Instant made = claimed != null && claimed.isAfter(begun) ? claimed : begun;
        return policy.algorithms().judge("signature", authenticity.weak(), at, made);
    }

    /** The answer about the algorithms; where they never count, nothing after it was asked. */
    private void weighed(CheckResult strength, List<Check> checks) {
        boolean ends = strength.status() == Indication.FAILED;
        boolean mixed = checks.stream().anyMatch(check -> check.question() == Question.ALGORITHMS
                && check.answer() != Indication.PASSED);
        if (mixed) {
            return;
        }
        checks.removeIf(check -> check.question() == Question.ALGORITHMS
                || (ends && AFTER_ALGORITHMS.contains(check.question())));
        checks.add(policy.check(Question.ALGORITHMS, strength));
    }

    private static CheckResult coverage(SignatureFacts signer) {
        return signer.remarks().isEmpty()
                ? CheckResult.passed()
                : CheckResult.indeterminate("FORMAT_FAILURE", String.join("; ", signer.remarks()));
    }

    /** A token that rests on a weak algorithm says which. */
    private static CheckResult stamped(Stamped stamp) {
        CheckResult check = stamp.check();
        if (check.hasPassed()) {
            return check;
        }
        return new CheckResult(check.status(), check.facts().isEmpty() ? "TIMESTAMP" : check.subIndication(),
                "the time-stamp proves nothing: " + stamp.report().reason(), check.facts());
    }

    private CheckResult proofOfTime(Instant at, Instant judgedAt) {
        if (at.isBefore(receivedAt)) {
            return CheckResult.passed();
        }
        return CheckResult.indeterminate("NO_POE", judgedAt.equals(at)
                ? "nothing proves the time of signing: judged as of receipt"
                : "the certificate has ended and nothing proves the time of signing: judged as of " + judgedAt);
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
    private void unproved(@Nullable Finding finding, List<Check> checks) {
        Revocation revocation = finding == null ? null : finding.revocation();
        if (finding == null || revocation == null || finding.state() == State.REVOKED) {
            return;
        }
        checks.removeIf(check -> check.question() == Question.REVOCATION);
        checks.add(policy.check(Question.REVOCATION, CheckResult.failed("REVOKED", revocation.reason() + " since "
                + revocation.date() + ", and nothing proves an earlier time of signing")));
    }

    @SuppressWarnings("ArrayRecordComponent") // the token is stored as it is
    private record Stamped(byte[] token, TimestampReport report, CheckResult check) {

        Stamped(byte[] token, TimestampVerifier.Judged judged) {
            this(token, judged.report(), judged.check());
        }

        Instant time() {
            return report.status() == Indication.PASSED && report.time() != null ? report.time() : Instant.MAX;
        }
    }

    /** The earliest token that is proved, else the first one, for the reader to see why it proves nothing. */
    private @Nullable Stamped timestamp(SignatureFacts signer) {
        TimestampVerifier verifier = new TimestampVerifier(trust, policy, budget, receivedAt);
        return signer.timestamps().stream()
                .map(stamp -> new Stamped(stamp.token(),
                        verifier.verify(stamp.token(), stamp.stamped(), container.certificates())))
                .min(Comparator.comparing(Stamped::time)).orElse(null);
    }

    /** ETSI EN 319 102-1, 5.5: proofs of existence can only make the time earlier. */
    private Instant bestTime(@Nullable TimestampReport timestamp) {
        Instant stamped = timestamp == null || timestamp.status() != Indication.PASSED ? null : timestamp.time();
        return stamped == null || stamped.isAfter(receivedAt) ? receivedAt : stamped;
    }

    /** What is known of the signer's key; without a path there is no finding. */
    private record KeyFacts(List<Check> checks, PathBuilder.@Nullable Path path, @Nullable Finding finding,
            List<Evidence> proofs) {

        static final KeyFacts NONE = new KeyFacts(List.of(), null, null, List.of());
    }

    /**
     * @param proved
     *            the moment at which the signature is proved to have existed, which {@code at} need not be
     */
    private KeyFacts keyFacts(ParsedCertificate certificate, SignatureFacts signer, Instant at, Instant proved) {
        PathBuilder.Result result = trust.paths().build(trust, certificate, container.certificates(), at, budget);
        PathBuilder.Path path = result.path();
        if (path == null) {
            return new KeyFacts(List.of(policy.check(Question.PATH, result.check())), null, null, List.of());
        }
        RevocationJudge judge = new RevocationJudge(trust, signer.responses(),
                Stream.concat(signer.lists().stream(), container.lists().stream()).toList(), policy, budget,
                receivedAt);
        KeyPolicy rules = new KeyPolicy(policy, judge, path, at);
        Finding finding = rules.signerFinding();
        List<Check> checks = rules.checks(result.check(), finding);
        checks.add(policy.check(Question.PATH_ALGORITHMS,
                rules.pathAlgorithms(link -> isProved(link, signer, proved) ? proved : receivedAt)));
        return new KeyFacts(checks, path, finding, rules.proofs(finding));
    }

    /**
     * Whether a certificate existed when the signature did: it is listed here, or what was signed names it by a digest
     * that counted then. Any other could have been made up since, if its algorithms are weak.
     */
    private boolean isProved(ParsedCertificate certificate, SignatureFacts signer, Instant proved) {
        DigestAlgorithm naming = signer.naming(certificate);
        return (naming != null && policy.algorithms().counts(naming.weaknesses(), proved))
                || trust.known().anyMatch(certificate::equals);
    }

    /** Fetching helps only where the state of the certificate is the one open question about the key. */
    private void need(ParsedCertificate certificate, KeyFacts key) throws MalformedSignature {
        PathBuilder.Path path = key.path();
        boolean open = key.checks().stream().anyMatch(
                check -> check.question() == Question.REVOCATION_EVIDENCE && check.answer() != Indication.PASSED);
        boolean settled = key.checks().stream().anyMatch(check -> check.answer() == Indication.FAILED
                && check.level() == Level.FAIL);
        if (path == null || !open || settled) {
            return;
        }
        EvidenceNeed need = CertificateReader.need(certificate, path.issuerOf(0));
        if (missing.stream().noneMatch(other -> other.key().equals(need.key()))) {
            missing.add(need);
        }
    }

    private List<SignatureReport> countersignatures(SignatureFacts signer, List<Check> checks) {
        List<SignatureReport> reports = new ArrayList<>();
        Indication worst = Indication.PASSED;
        for (SignatureFacts over : signer.countersignatures()) {
            if (++countersignatures > COUNTERSIGNATURES_MAX) {
                worst = worst.and(Indication.INDETERMINATE);
                break;
            }
            SignatureReport report = contained(over, false);
            reports.add(report);
            worst = worst.and(report.status());
        }
        if (!signer.countersignatures().isEmpty()) {
            checks.add(policy.check(Question.COUNTERSIGNATURES, worst == Indication.PASSED
                    ? CheckResult.passed()
                    : new CheckResult(worst, "COUNTERSIGNATURE", "a signature over this one is " + worst)));
        }
        return List.copyOf(reports);
    }

    private static SignerIdentity identity(@Nullable ParsedCertificate certificate, PathBuilder.@Nullable Path path)
            throws MalformedSignature {
        if (certificate == null) {
            return SignerIdentity.unknown();
        }
        SignerIdentity stated = CertificateReader.identity(certificate);
        return path != null && path.regime() == SignatureRegime.ES ? stated.ofForeignAuthority() : stated;
    }

    private CheckResult signingRight(SignerIdentity identity) {
        return identity.signingRight() || identity.role() == SignerRole.INDIVIDUAL
                ? CheckResult.passed()
                : CheckResult.indeterminate("SIGNING_RIGHT",
                        "the certificate states no right to sign: role " + identity.role());
    }

    private SignatureReport report(SignatureFacts signer, Authenticity authenticity, CheckResult first,
            @Nullable Stamped stamp, Instant at, KeyFacts key, List<Check> checks,
            List<SignatureReport> over) throws MalformedSignature {
        PathBuilder.Path path = key.path();
        SignerIdentity identity = identity(authenticity.certificate(), path);
        if (path != null) {
            checks.add(policy.check(Question.SIGNING_RIGHT, signingRight(identity)));
        }
        checks.sort(Comparator.comparing(Check::question));
        CheckResult second = authenticity.certificate() == null
                ? first
                : Check.conclusion(checks.stream().filter(check -> aboutKey(check.question())).toList());
        Indication status = checks.stream().filter(check -> check.level() == Level.FAIL)
                .map(Check::answer).reduce(Indication.PASSED, Indication::and);
        Finding finding = key.finding();
        Revocation revocation = finding == null ? null : finding.revocation();
        return new SignatureReport(status, decisive(status, first, second, checks), first, second,
                authenticity.algorithm(), identity, signer.claimedSigningTime(), at,
                stamp == null ? null : stamp.report(),
                path == null ? List.of() : path.summaries(), revocation, path == null ? null : path.regime(),
                finding == null ? null : finding.evidence(), evidence(key, stamp), List.copyOf(checks),
                signer.remarks(), over);
    }

    /** What the verdict rests on, to be kept beside it: the time-stamp last. */
    private static List<Evidence> evidence(KeyFacts key, @Nullable Stamped stamp) {
        return stamp != null && !stamp.time().equals(Instant.MAX)
                ? Stream.concat(key.proofs().stream(), Stream.of(Evidence.timestamp(stamp.token(), stamp.time())))
                        .toList()
                : key.proofs();
    }

    private static boolean aboutKey(Question question) {
        return question.compareTo(Question.PROOF_OF_TIME) >= 0 && question != Question.COUNTERSIGNATURES
                && question != Question.SIGNING_RIGHT;
    }

    private static String decisive(Indication status, CheckResult first, CheckResult second, List<Check> checks) {
        if (first.status() == status) {
            return first.subIndication();
        }
        return second.status() == status ? second.subIndication() : Check.conclusion(checks).subIndication();
    }
}

package kz.centerpro.hub.certificate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import kz.centerpro.contracts.party.SignatureRegime;
import kz.centerpro.hub.certificate.RevocationJudge.Finding;
import kz.centerpro.hub.certificate.RevocationJudge.State;
import org.bouncycastle.asn1.x509.CertificatePolicies;

/** What a proved path must satisfy so that the signer's key was valid: the second verdict of clause 7.6.1. */
public record KeyPolicy(VerificationPolicy policy, RevocationJudge judge, PathBuilder.Path path, Instant at) {

    private static final Set<String> PERIOD = Set.of("EXPIRED", "NOT_YET_VALID");

    public Finding signerFinding() {
        return path.certificates().size() == 1
                ? new Finding(State.GOOD, null, "", List.of())
                : judge.judge(path, 0, at);
    }

    /**
     * Every question about the key, each with its answer.
     *
     * @param rules
     *            what the path's rules said
     */
    public List<Check> checks(CheckResult rules, Finding finding) {
        List<Check> checks = checksOfAnyUsage(rules, finding);
        ParsedCertificate signer = path.certificates().getFirst();
        checks.add(policy.check(Question.KEY_USAGE, policy.usage(signer, path.regime())));
        if (path.regime() == SignatureRegime.EDS && !policy.certificatePolicies().isEmpty()) {
            checks.add(policy.check(Question.CERTIFICATE_POLICY, certificatePolicy(signer)));
        }
        checks.sort((one, other) -> one.question().compareTo(other.question()));
        return checks;
    }

    /**
     * All that the path's freedom from revocation rests on: the signer's proofs first, then those of the authorities
     * above him. Where nothing at hand speaks of an authority, nothing of it is here.
     */
    public List<Evidence> proofs(Finding signer) {
        List<Evidence> proofs = new ArrayList<>(signer.proofs());
        for (int i = 1; i < path.certificates().size() - 1; i++) {
            judge.judge(path, i, at).proofs().stream()
                    .filter(proof -> proofs.stream().noneMatch(known -> known.sha256().equals(proof.sha256())))
                    .forEach(proofs::add);
        }
        return List.copyOf(proofs);
    }

    /** As {@link #checks} for certificates that need not be made for signing documents. */
    CheckResult checkAnyUsage(CheckResult rules, Finding finding) {
        return Check.conclusion(checksOfAnyUsage(rules, finding));
    }

    private List<Check> checksOfAnyUsage(CheckResult rules, Finding finding) {
        List<Check> checks = new ArrayList<>();
        boolean period = PERIOD.contains(rules.subIndication());
        checks.add(policy.check(Question.PATH, CheckResult.passed()));
        checks.add(policy.check(Question.VALIDITY_PERIOD, period ? rules : CheckResult.passed()));
        checks.add(policy.check(Question.PATH_RULES, period ? CheckResult.passed() : rules));
        checks.add(policy.check(Question.REVOCATION_EVIDENCE, evidence(finding)));
        if (finding.state() != State.UNKNOWN) {
            checks.add(policy.check(Question.REVOCATION, finding.state() == State.REVOKED
                    ? CheckResult.failed("REVOKED", "the certificate was revoked: " + finding.reason())
                    : CheckResult.passed()));
        }
        checks.add(policy.check(Question.AUTHORITY_REVOCATION, authorities()));
        return checks;
    }

    /** Evidence that rests on what never counts is no evidence: better may be had. */
    private static CheckResult evidence(Finding finding) {
        CheckResult strength = finding.strength();
        if (finding.state() != State.UNKNOWN) {
            return strength;
        }
        String reason = "not checked for revocation: " + finding.reason();
        return strength.status() == Indication.INDETERMINATE
                ? new CheckResult(Indication.INDETERMINATE, strength.subIndication(), reason, strength.facts())
                : CheckResult.indeterminate("TRY_LATER", reason);
    }

    /**
     * Whether the signatures under the certificates of the path count, but for the anchor's own (ETSI EN 319 102-1,
     * 5.2.6 and 5.6.2).
     *
     * @param proved
     *            a moment at which a certificate is proved to have existed
     */
    public CheckResult pathAlgorithms(Function<ParsedCertificate, Instant> proved) {
        List<ParsedCertificate> certificates = path.certificates();
        CheckResult answer = CheckResult.passed();
        for (int i = 0; i < certificates.size() - 1; i++) {
            ParsedCertificate certificate = certificates.get(i);
            Set<WeakAlgorithm> weak = certificate.weaknesses(certificates.get(i + 1).key);
            if (!weak.isEmpty()) {
                answer = answer.and(policy.algorithms().judge("certificate " + certificate, weak,
                        proved.apply(certificate), certificate.notBefore));
            }
        }
        return answer;
    }

    private CheckResult authorities() {
        for (int i = 1; i < path.certificates().size() - 1; i++) {
            Finding above = judge.judge(path, i, at);
            if (above.state() == State.REVOKED) {
                return CheckResult.failed("CHAIN_CONSTRAINTS_FAILURE",
                        path.certificates().get(i) + " was revoked: " + above.reason());
            }
        }
        return CheckResult.passed();
    }

    private CheckResult certificatePolicy(ParsedCertificate signer) {
        Set<String> carried = policiesOf(signer);
        return carried.stream().anyMatch(policy.certificatePolicies()::contains)
                ? CheckResult.passed()
                : CheckResult.failed("CHAIN_CONSTRAINTS_FAILURE",
                        "the certificate's policies " + carried + " are none of those for signatures");
    }

    private static Set<String> policiesOf(ParsedCertificate signer) {
        CertificatePolicies stated = signer.extensions == null
                ? null
                : CertificatePolicies.fromExtensions(signer.extensions);
        Set<String> policies = new TreeSet<>();
        if (stated != null) {
            Stream.of(stated.getPolicyInformation())
                    .forEach(information -> policies.add(information.getPolicyIdentifier().getId()));
        }
        return policies;
    }
}

package kz.centerpro.hub.certificate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import kz.centerpro.hub.certificate.RevocationJudge.Finding;
import kz.centerpro.hub.certificate.RevocationJudge.State;

/** What a proved path must satisfy so that the signer's key was valid. */
public record KeyPolicy(VerificationPolicy policy, RevocationJudge judge, PathBuilder.Path path, Instant at) {

    public Finding signerFinding() {
        return path.certificates().size() == 1
                ? new Finding(State.GOOD, null, "", List.of())
                : judge.judge(path, 0, at);
    }

    /**
     * @param rules
     *            what the path's rules said
     */
    public CheckResult check(CheckResult rules, Finding finding) {
        CheckResult usage = policy.usage(path.certificates().getFirst(), path.regime());
        return checkAnyUsage(rules.hasPassed() ? usage : rules, finding);
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

    /** As {@link #check} for certificates that need not be made for signing documents. */
    CheckResult checkAnyUsage(CheckResult rules, Finding finding) {
        if (finding.state() == State.REVOKED) {
            return CheckResult.failed("REVOKED", "the certificate was revoked: " + finding.reason());
        }
        if (!rules.hasPassed()) {
            return rules;
        }
        for (int i = 1; i < path.certificates().size() - 1; i++) {
            Finding above = judge.judge(path, i, at);
            if (above.state() == State.REVOKED) {
                return CheckResult.failed("CHAIN_CONSTRAINTS_FAILURE",
                        path.certificates().get(i) + " was revoked: " + above.reason());
            }
        }
        if (finding.state() == State.GOOD) {
            return CheckResult.passed();
        }
        return policy.revocation() == VerificationPolicy.RevocationEvidence.REQUIRED
                ? CheckResult.indeterminate("TRY_LATER", finding.reason())
                : new CheckResult(Indication.PASSED, "", "not checked for revocation: " + finding.reason());
    }
}

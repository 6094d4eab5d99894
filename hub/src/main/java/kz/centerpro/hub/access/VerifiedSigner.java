package kz.centerpro.hub.access;

import java.time.Duration;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.hub.agreement.SignerProof;
import kz.centerpro.hub.certificate.Indication;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.Revocation;
import kz.centerpro.hub.participant.CertificateHolder;
import kz.centerpro.hub.signature.SignatureReport;
import kz.centerpro.hub.signature.Verdict;
import reactor.core.publisher.Mono;

/** Turns verdicts into one proved signer or a refusal; what agreement needs of signatures. */
final class VerifiedSigner implements SignerProof {

    private static final Duration RETRY = Duration.ofSeconds(5);

    private final SignatureCheck check;

    VerifiedSigner(SignatureCheck check) {
        this.check = check;
    }

    @Override
    public Mono<Proof> prove(String signature, byte[] content) {
        return Mono.fromCallable(() -> SignatureText.decode(signature))
                .flatMap(cms -> verdict(cms, content).map(verdict -> new Proof(
                        passed(verdict, ProblemType.SIGNATURE_INVALID), cms)));
    }

    /** The verdict; a container that cannot be read is a refusal. */
    Mono<Verdict> verdict(byte[] cms, byte[] content) {
        return check.check(cms, content).onErrorMap(MalformedSignature.class,
                broken -> Refusal.of(ProblemType.SIGNATURE_MALFORMED, "The CMS container cannot be read.")
                        .with("field", "signature"));
    }

    /** The holder of the one signature of a passed verdict, else a refusal of type {@code failed} with the reason. */
    static CertificateHolder passed(Verdict verdict, ProblemType failed) {
        if (verdict.status() == Indication.INDETERMINATE && !verdict.missing().isEmpty()) {
            throw Refusal.of(ProblemType.DEPENDENCY_UNAVAILABLE,
                    "The certificate's status cannot be learnt just now: repeat the same request.")
                    .with("reason", reason(verdict)).retryAfter(RETRY);
        }
        if (verdict.status() != Indication.PASSED) {
            throw refused(verdict, failed);
        }
        if (verdict.signatures().size() != 1) {
            throw Refusal.of(failed, "Exactly one signature is expected.").with("reason", "FORMAT_FAILURE");
        }
        return CertificateHolder.of(verdict.signatures().getFirst());
    }

    /** With whose certificate it is, until when it serves and since when it does not: what its holder needs to know. */
    private static Refusal refused(Verdict verdict, ProblemType failed) {
        Refusal refusal = Refusal.of(failed, "The signature did not pass verification.").with("reason",
                reason(verdict));
        SignatureReport report = verdict.signatures().stream().filter(each -> each.status() == verdict.status())
                .findFirst().orElse(null);
        if (report == null) {
            return refusal;
        }
        Refusal told = report.chain().isEmpty()
                ? refusal
                : refusal.with("signer", report.signer().name())
                        .with("certificateFrom", WireTime.format(report.chain().getFirst().notBefore()))
                        .with("certificateUntil", WireTime.format(report.chain().getFirst().notAfter()));
        Revocation revocation = report.revocation();
        return revocation == null
                ? told
                : told.with("revokedAt", WireTime.format(revocation.date())).with("revocationReason",
                        revocation.reason());
    }

    /** The first sub-indication that says why; never empty. */
    static String reason(Verdict verdict) {
        return verdict.signatures().stream().map(SignatureReport::subIndication).filter(text -> !text.isEmpty())
                .findFirst().orElse(verdict.status().name());
    }
}

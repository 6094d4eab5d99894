package kz.centerpro.hub.docflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kz.centerpro.contracts.document.DocumentView;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.hub.certificate.CheckResult;
import kz.centerpro.hub.certificate.Indication;
import kz.centerpro.hub.certificate.Revocation;
import kz.centerpro.hub.certificate.SignerIdentity;
import kz.centerpro.hub.signature.SignatureReport;
import kz.centerpro.hub.signature.Verdict;

/** What a verdict means for a submission: which problem, which words, which warnings. Pure. */
public final class VerdictPolicy {

    /** Document types that some countries keep from electronic signing; only ever a warning (clause 7.12). */
    private static final Map<String, String> EXCLUDED_TYPES = Map.of("NOTARIAL_DEED", "excluded_type",
            "REAL_ESTATE_DEED", "excluded_type");

    private VerdictPolicy() {}

    /** True when the verdict may become another one once evidence can be had. */
    public static boolean waits(Verdict verdict) {
        return verdict.status() == Indication.INDETERMINATE && !verdict.missing().isEmpty();
    }

    /** Why this verdict refuses a submission. The first signature that did not pass tells. */
    public static Refusal refusal(Verdict verdict) {
        SignatureReport report = notPassed(verdict);
        Refusal refusal = Refusal.of(type(report), detail(report)).with("reason", report.subIndication()).with("signer",
                report.signer().name());
        Revocation revocation = report.revocation();
        return revocation == null
                ? refusal
                : refusal.with("revokedAt", WireTime.format(revocation.date())).with("revocationReason",
                        revocation.reason());
    }

    static String reason(Verdict verdict) {
        return notPassed(verdict).subIndication();
    }

    public static String detail(Verdict verdict) {
        return detail(notPassed(verdict));
    }

    private static SignatureReport notPassed(Verdict verdict) {
        return verdict.signatures().stream().filter(report -> report.status() == verdict.status()).findFirst()
                .orElseGet(verdict.signatures()::getFirst);
    }

    private static String detail(SignatureReport report) {
        CheckResult told = report.authenticity().status() == Indication.PASSED
                ? report.keyValidity()
                : report.authenticity();
        return told.reason().isEmpty()
                ? "The signature was not confirmed: " + report.subIndication() + "."
                : told.reason();
    }

    private static ProblemType type(SignatureReport report) {
        return switch (report.subIndication()) {
            case "REVOKED", "REVOKED_NO_POE", "REVOKED_CA_NO_POE" -> ProblemType.CERTIFICATE_REVOKED;
            case "EXPIRED", "NOT_YET_VALID", "OUT_OF_BOUNDS_NO_POE", "OUT_OF_BOUNDS_NOT_REVOKED" ->
                ProblemType.CERTIFICATE_EXPIRED;
            case "NO_CERTIFICATE_CHAIN_FOUND", "NO_CERTIFICATE_CHAIN_FOUND_NO_POE", "CERTIFICATE_CHAIN_GENERAL_FAILURE",
                    "NO_SIGNING_CERTIFICATE_FOUND" ->
                ProblemType.CERTIFICATE_NOT_TRUSTED;
            case "CHAIN_CONSTRAINTS_FAILURE", "SIG_CONSTRAINTS_FAILURE" -> ProblemType.CERTIFICATE_UNSUITABLE;
            case "FORMAT_FAILURE" -> ProblemType.SIGNATURE_MALFORMED;
            default -> ProblemType.SIGNATURE_INVALID;
        };
    }

    /** Those of the signers who are meant, as parties see them. */
    public static List<DocumentView.Signer> signers(List<SignatureReport> reports) {
        return reports.stream().map(VerdictPolicy::signer).toList();
    }

    static List<DocumentView.Signer> signers(Verdict verdict) {
        return verdict.signatures().stream().map(VerdictPolicy::signer).toList();
    }

    private static DocumentView.Signer signer(SignatureReport report) {
        SignerIdentity who = report.signer();
        return new DocumentView.Signer(who.name(), who.iin(), who.bin(), who.organization(), who.role(),
                who.signingRight() ? "CONFIRMED" : "NOT_CONFIRMED", report.algorithm(),
                report.claimedSigningTime() == null ? null : WireTime.format(report.claimedSigningTime()),
                WireTime.format(report.bestSignatureTime()));
    }

    static List<String> warnings(Submission submission) {
        List<String> warnings = new ArrayList<>();
        String type = submission.metadata().documentType();
        if (type != null && EXCLUDED_TYPES.containsKey(type)) {
            warnings.add(EXCLUDED_TYPES.get(type));
        }
        Stream<SignerIdentity> signers = submission.verdict().signatures().stream().map(SignatureReport::signer);
        if (signers.noneMatch(who -> who.signingRight() || who.bin() == null)) {
            warnings.add("signing_right_not_confirmed");
        }
        return warnings;
    }
}

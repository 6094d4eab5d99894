package kz.centerpro.hub.signature;

import java.util.ArrayList;
import java.util.List;
import kz.centerpro.hub.certificate.Check;
import kz.centerpro.hub.certificate.CheckResult;
import kz.centerpro.hub.certificate.Question;
import kz.centerpro.hub.certificate.VerificationPolicy;

/**
 * The first verdict of clause 7.6.1 as the questions that led to it. They are asked one after another and the first
 * that is not answered well ends the asking, so the sub-indication tells how far it came.
 */
final class AuthenticityChecks {

    private static final List<Question> ORDER = List.of(Question.SIGNER_CERTIFICATE, Question.ALGORITHMS,
            Question.FORMAT, Question.CONTENT, Question.SIGNATURE_VALUE);

    private AuthenticityChecks() {}

    static List<Check> of(CheckResult result, VerificationPolicy policy) {
        List<Check> checks = new ArrayList<>();
        Question last = result.hasPassed() ? Question.SIGNATURE_VALUE : decisive(result.subIndication());
        for (Question question : ORDER) {
            boolean reached = question == last;
            checks.add(policy.check(question, reached ? result : CheckResult.passed()));
            if (reached) {
                break;
            }
        }
        return checks;
    }

    private static Question decisive(String subIndication) {
        return switch (subIndication) {
            case "NO_SIGNING_CERTIFICATE_FOUND" -> Question.SIGNER_CERTIFICATE;
            case "CRYPTO_CONSTRAINTS_FAILURE" -> Question.ALGORITHMS;
            case "SIGNED_DATA_NOT_FOUND", "HASH_FAILURE" -> Question.CONTENT;
            case "SIG_CRYPTO_FAILURE" -> Question.SIGNATURE_VALUE;
            default -> Question.FORMAT;
        };
    }
}

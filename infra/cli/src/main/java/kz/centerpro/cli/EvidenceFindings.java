package kz.centerpro.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import kz.centerpro.contracts.evidence.EvidenceRecord;
import kz.centerpro.hub.certificate.Indication;
import kz.centerpro.hub.verification.VerificationReport;
import org.jspecify.annotations.Nullable;

/**
 * What came out of a bundle.
 *
 * @param verdict
 *            PASSED, INDETERMINATE or FAILED: the worst of the answers
 * @param seal
 *            the operator's, over the checkpoint
 * @param signatures
 *            those of the document and of its answers, by the names of their files
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record EvidenceFindings(Indication verdict, String number, Log log, List<Step> steps, List<Answer> answers,
        @Nullable VerificationReport seal, List<Signed> signatures) {

    /** The log, as the checkpoint names it. */
    record Log(String origin, long size, String root) {}

    /** One step, and whether the log holds it. */
    record Step(long index, boolean proved, EvidenceRecord record) {}

    /** One question that was asked of the bundle. */
    record Answer(String question, Indication answer, String detail) {}

    /** A signature file of the bundle. */
    record Signed(String file, VerificationReport report) {}

    /** Gathers them. */
    static final class Gathering {

        private final List<Answer> answers = new ArrayList<>();
        private final List<Step> steps = new ArrayList<>();
        private final List<Signed> signatures = new ArrayList<>();
        private @Nullable VerificationReport seal;

        boolean ask(String question, boolean good, String detail) {
            answer(question, good ? Indication.PASSED : Indication.FAILED, detail);
            return good;
        }

        void answer(String question, Indication answer, String detail) {
            answers.add(new Answer(question, answer, detail));
        }

        void step(Step step) {
            steps.add(step);
        }

        void signed(String file, VerificationReport report) {
            signatures.add(new Signed(file, report));
        }

        void sealed(VerificationReport report) {
            seal = report;
        }

        EvidenceFindings of(String number, Log log) {
            Indication verdict = answers.stream().map(Answer::answer).reduce(Indication.PASSED, Indication::and);
            return new EvidenceFindings(verdict, number, log, List.copyOf(steps), List.copyOf(answers), seal,
                    List.copyOf(signatures));
        }
    }
}

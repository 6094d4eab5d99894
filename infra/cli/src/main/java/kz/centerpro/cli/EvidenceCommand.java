package kz.centerpro.cli;

import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import kz.centerpro.hub.certificate.Indication;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What proves a document without the operator. */
@Command(name = "evidence", description = "What proves the steps of a document: verify.", subcommands = EvidenceCommand.VerifyBundle.class)
final class EvidenceCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(Objects.requireNonNull(spec).commandLine(), "Name what to do: verify.");
    }

    /** Checks a bundle here, asking nobody. */
    @Command(name = "verify", description = {
            "Verify a bundle of evidence, offline: the operator's seal over the checkpoint, "
                    + "every step in the log, the content, the signatures.",
            "Without certificates to trust, every chain is indeterminate."})
    static final class VerifyBundle extends Reporting implements Callable<Integer> {

        @Parameters(index = "0", paramLabel = "BUNDLE", description = "the zip file, as the cabinet or GET /v1/documents/{number}/bundle gives it")
        private @Nullable Path file;

        @Mixin
        private TrustOptions trust = new TrustOptions();

        @Option(names = "--language", paramLabel = "kk|ru|en", description = "of the explanations of signatures (default: en)")
        private String language = "en";

        @Override
        public Integer call() {
            try (EvidenceBundle bundle = EvidenceBundle.open(Objects.requireNonNull(file))) {
                EvidenceFindings found = new EvidenceCheck(bundle, trust.snapshot(json() ? null : err()), language)
                        .run();
                if (json()) {
                    out().println(Json.text(found));
                } else {
                    print(found);
                }
                return switch (found.verdict()) {
                    case PASSED -> Exit.GOOD;
                    case FAILED -> Exit.BAD;
                    case INDETERMINATE -> Exit.INDETERMINATE;
                };
            }
        }

        private void print(EvidenceFindings found) {
            out().println(found.verdict() + "  document " + found.number() + ", log " + found.log().origin() + " of "
                    + found.log().size() + " entries");
            for (EvidenceFindings.Step step : found.steps()) {
                out().println("  " + step.record().at() + "  " + Objects.requireNonNullElse(step.record().event(),
                        step.record().type().substring(step.record().type().lastIndexOf('.') + 1))
                        + (step.proved() ? "" : "  NOT PROVED"));
            }
            for (EvidenceFindings.Answer answer : found.answers()) {
                if (answer.answer() != Indication.PASSED || !answer.question().equals("Is every step in the log?")) {
                    out().println("  " + answer.answer() + "  " + answer.question() + "  " + answer.detail());
                }
            }
        }
    }
}

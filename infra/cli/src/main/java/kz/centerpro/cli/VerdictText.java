package kz.centerpro.cli;

import java.io.PrintWriter;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import kz.centerpro.hub.verification.VerificationReport;
import org.jspecify.annotations.Nullable;

/** A verdict for people: each signature with its answers, and what to do about those that are not good. */
final class VerdictText {

    private final PrintWriter out;
    private final boolean everything;

    /**
     * @param everything
     *            prints also the questions that were answered well
     */
    VerdictText(PrintWriter out, boolean everything) {
        this.out = out;
        this.everything = everything;
    }

    void print(VerificationReport report) {
        out.println(report.verdict() + "  " + report.summary() + "  [" + report.format() + ", " + report.policy()
                + "]");
        int number = 1;
        for (VerificationReport.Signature signature : report.signatures()) {
            print(String.valueOf(number++), signature);
        }
    }

    private void print(String number, VerificationReport.Signature signature) {
        out.println("  " + number + ". " + signature.verdict() + "  " + signer(signature.signer()));
        line("algorithm", signature.algorithm());
        line("signature", signature.authenticity());
        line("key", signature.keyValidity());
        line("claimed", signature.signingTime());
        line("proved", signature.timestamp() == null ? null : stamp(signature.timestamp()));
        line("counted at", signature.bestSignatureTime());
        line("chain", signature.chain().isEmpty()
                ? null
                : signature.chain().stream().map(link -> commonName(link.subject()))
                        .collect(Collectors.joining(" < ")));
        VerificationReport.Revocation revocation = signature.revocation();
        line("revoked", revocation == null ? null : revocation.date() + ", " + revocation.reasonText());
        line("why", signature.explanation());
        line("reason", signature.subIndication() == null
                ? signature.reason()
                : signature.subIndication() + (signature.reason() == null ? "" : ": " + signature.reason()));
        line("do", signature.advice());
        signature.warnings().forEach(warning -> line("note", warning));
        if (everything) {
            signature.checks().forEach(check -> line("", check.question() + " " + check.answerText() + "  ("
                    + check.clause() + ")"));
        }
        int over = 1;
        for (VerificationReport.Signature countersignature : signature.countersignatures()) {
            print(number + "." + over++, countersignature);
        }
    }

    private void line(String name, @Nullable String value) {
        if (value != null) {
            out.printf("       %-11s %s%n", name, value);
        }
    }

    private static String stamp(VerificationReport.Timestamp stamp) {
        return stamp.verdict() + " " + (stamp.time() == null ? "" : stamp.time())
                + (stamp.reason() == null ? "" : " (" + stamp.reason() + ")");
    }

    private static String signer(VerificationReport.Signer signer) {
        StringJoiner facts = new StringJoiner(", ", " (", ")");
        facts.add(String.valueOf(signer.roleText()));
        if (signer.iin() != null) {
            facts.add("IIN " + signer.iin());
        }
        if (signer.bin() != null) {
            facts.add("BIN " + signer.bin());
        }
        return (signer.name() == null ? "unknown signer" : signer.name()) + facts;
    }

    private static String commonName(String subject) {
        for (String part : subject.split("(?<!\\\\),", -1)) {
            if (part.strip().startsWith("CN=")) {
                return part.strip().substring(3);
            }
        }
        return subject;
    }
}

package kz.centerpro.cli;

import java.io.PrintWriter;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A verdict for people. */
final class VerdictText {

    private final PrintWriter out;

    VerdictText(PrintWriter out) {
        this.out = out;
    }

    void print(VerdictView view) {
        out.println(view.verdict());
        int number = 1;
        for (VerdictView.Signature signature : view.signatures()) {
            print(number++, signature);
        }
    }

    private void print(int number, VerdictView.Signature signature) {
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
        VerdictView.Revocation revocation = signature.revocation();
        line("revoked", revocation == null ? null : revocation.date() + ", " + revocation.reason());
        line("why", signature.subIndication() == null
                ? signature.reason()
                : signature.subIndication() + (signature.reason() == null ? "" : ": " + signature.reason()));
    }

    private void line(String name, @Nullable String value) {
        if (value != null) {
            out.printf("       %-11s %s%n", name, value);
        }
    }

    private static String stamp(VerdictView.Timestamp stamp) {
        return stamp.verdict() + " " + (stamp.time() == null ? "" : stamp.time())
                + (stamp.reason() == null ? "" : " (" + stamp.reason() + ")");
    }

    private static String signer(VerdictView.Signer signer) {
        StringJoiner facts = new StringJoiner(", ", " (", ")");
        facts.add(signer.role());
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

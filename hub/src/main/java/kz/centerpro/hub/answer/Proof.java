package kz.centerpro.hub.answer;

import java.util.List;
import kz.centerpro.hub.participant.CertificateHolder;
import kz.centerpro.hub.signature.SignatureReport;
import kz.centerpro.hub.signature.Verdict;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is proved of an answer.
 *
 * @param own
 *            signatures that speak for the one who answers
 * @param verdict
 *            absent for an answer without a signature
 */
record Proof(@Nullable Verdict verdict, List<SignatureReport> own) {

    static final Proof NONE = new Proof(null, List.of());

    /** The own signers' certificates, by which a countersignature is known again. */
    String signerKeys() {
        return own.stream().map(report -> CertificateHolder.of(report).certificateSha256()).distinct().sorted()
                .collect(Collectors.joining(","));
    }
}

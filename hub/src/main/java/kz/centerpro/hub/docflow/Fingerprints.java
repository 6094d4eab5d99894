package kz.centerpro.hub.docflow;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;

/** What makes two submissions the same. */
final class Fingerprints {

    private Fingerprints() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every JDK has SHA-256", absent);
        }
    }

    static void add(MessageDigest digest, List<String> texts) {
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            digest.update((byte) (bytes.length >> 8));
            digest.update((byte) bytes.length);
            digest.update(bytes);
        }
    }

    static Refusal conflict(Accepted.Outcome outcome) {
        return outcome == Accepted.Outcome.OTHER_KEY
                ? Refusal.of(ProblemType.IDEMPOTENCY_KEY_CONFLICT,
                        "This Idempotency-Key belongs to a request with other content: use a new key.")
                : Refusal.of(ProblemType.EXTERNAL_ID_CONFLICT,
                        "This externalId belongs to a document with other content or recipients.");
    }
}

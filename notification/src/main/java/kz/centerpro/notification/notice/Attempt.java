package kz.centerpro.notification.notice;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of one attempt to send.
 *
 * @param code
 *            SMTP reply code or HTTP status, if there was an answer
 * @param reply
 *            what was answered, or why nothing was
 * @param messageId
 *            of an e-mail
 * @param sha256
 *            hash of what was sent, in hexadecimal
 * @param nextAt
 *            of the next attempt, when this one failed
 * @param failedSince
 *            the first failure
 */
public record Attempt(Instant at, Outcome outcome, @Nullable Integer code, String reply, @Nullable String messageId,
        @Nullable String sha256, long millis, Instant nextAt, @Nullable Instant failedSince) {

    private static final int REPLY_MAX = 1000;

    public Attempt {
        reply = told(reply);
    }

    /** SENT and DEAD end the dispatch; FAILED is repeated. */
    public enum Outcome {
        SENT, FAILED, DEAD;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static String told(String reply) {
        String plain = reply.replace('\0', ' ').strip();
        return plain.length() > REPLY_MAX ? plain.substring(0, REPLY_MAX) : plain;
    }
}

package kz.centerpro.contracts.notice;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A notice, which never changes but for the time of reading.
 *
 * @param language
 *            of subject and text: kk, ru or en
 * @param prevailing
 *            the Russian text, which prevails (clause 13.9); absent when the notice is in Russian
 * @param document
 *            number of the document it is about
 * @param sha256
 *            hash of the content in hexadecimal: SHA-256 over id, kind, language, subject, text, Russian subject and
 *            Russian text, each as its length in bytes in decimal, a colon, its UTF-8 bytes and a line feed
 * @param eventAt
 *            when what it tells happened
 * @param placedAt
 *            when it was put into the cabinet
 * @param readAt
 *            when it was first read there
 * @param dispatches
 *            how it was sent elsewhere; only when one notice is asked for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NotificationView(String id, String kind, String language, String subject, String text,
        @Nullable Prevailing prevailing, @Nullable String document, String sha256, String eventAt, String placedAt,
        @Nullable String readAt, @Nullable List<DispatchView> dispatches) {

    /** The text that is right where the languages differ. */
    public record Prevailing(String language, String subject, String text) {}

    /**
     * {@code GET /v1/notifications}, the newest first.
     *
     * @param unread
     *            notices of the box that were not read
     * @param next
     *            what to send as {@code after} to go on with older ones; absent at the end
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Page(List<NotificationView> items, long unread, @Nullable String next) {}

    /**
     * One sending to one target.
     *
     * @param channel
     *            {@code EMAIL}, {@code PUSH} or {@code MOBILE}
     * @param target
     *            the address with most of it hidden
     * @param targetSha256
     *            hash of the address, of the push endpoint or of the device token
     * @param state
     *            {@code QUEUED}, {@code SENT} (handed over), {@code DEAD} (given up) or {@code SUPPRESSED}
     * @param reason
     *            why it was suppressed or given up
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record DispatchView(String channel, String target, String targetSha256, String state,
            @Nullable String reason, String createdAt, @Nullable String doneAt, @Nullable String nextAttemptAt,
            List<AttemptView> attempts) {}

    /**
     * One attempt.
     *
     * @param outcome
     *            {@code SENT}, {@code FAILED} (to be repeated) or {@code DEAD}
     * @param code
     *            SMTP reply code or HTTP status, if there was an answer
     * @param reply
     *            what was answered, or why nothing was
     * @param messageId
     *            of the e-mail, the same for every attempt
     * @param sha256
     *            hash of what was sent
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record AttemptView(String at, String outcome, @Nullable Integer code, String reply,
            @Nullable String messageId, @Nullable String sha256, long millis) {}

    @Override
    public String toString() {
        return "NotificationView[" + id + "]";
    }
}

package kz.centerpro.notification.notice;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A notice before it is placed.
 *
 * @param event
 *            the event it is made of
 * @param at
 *            when that happened
 */
record Draft(UUID id, UUID event, long seq, NoticeKind kind, String language, String subject, String text,
        String subjectRu, String textRu, @Nullable String document, String sha256, Instant at) {

    /** An event that no notice can be made of. */
    record Parked(UUID event, long seq, String type, String reason) {}
}

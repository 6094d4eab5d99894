package kz.centerpro.contracts.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A link by which a document is shown to somebody who is no client (clauses 7.9.12, 7.9.13).
 *
 * @param address
 *            with most of it hidden
 * @param guaranteed
 *            always false: handed over, not delivered
 * @param viewedAt
 *            when the link was opened first
 * @param fetchedAt
 *            when the document was downloaded first
 * @param endedAt
 *            when it was taken back
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OutsideLinkView(String id, String address, String state, boolean guaranteed, String sentAt,
        String expiresAt, @Nullable String viewedAt, @Nullable String fetchedAt, @Nullable String endedAt) {

    public static final String SENT = "EXTERNAL_SENT";
    public static final String VIEWED = "EXTERNAL_VIEWED";
    public static final String FAILED = "EXTERNAL_FAILED";

    /** {@code GET /v1/documents/{number}/outside-links}, the newest first. */
    public record Page(List<OutsideLinkView> items) {}
}

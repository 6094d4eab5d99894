package kz.centerpro.contracts.party;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that the operator tells everybody (clauses 5.3.2, 11.2).
 *
 * @param kind
 *            NEWS, FORCE_MAJEURE, or works on the system: PREVENTIVE, TECHNICAL, EMERGENCY
 * @param title
 *            by language; Russian is always there and prevails (clause 13.9)
 * @param startsAt
 *            when it holds from: for works, when they begin
 * @param endsAt
 *            absent when nobody knows
 * @param closesSending
 *            works during which no document is taken (clause 5.1.1)
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BulletinView(String id, String kind, Map<String, String> title, Map<String, String> text,
        String startsAt, @Nullable String endsAt, boolean closesSending, String publishedAt,
        @Nullable String withdrawnAt) {

    /** {@code GET /v1/announcements}, the newest first. */
    public record Page(List<BulletinView> items) {}
}

package kz.centerpro.contracts.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sign-in that can still be refreshed (clause 4.3.1).
 *
 * @param device
 *            what the client called itself ({@code User-Agent}), shortened
 * @param current
 *            true for the session of this very call
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SessionView(String id, String createdAt, String lastUsedAt, String expiresAt, @Nullable String ip,
        @Nullable String device, boolean current) {

    /** {@code GET /v1/auth/sessions}. */
    public record Page(List<SessionView> items) {}
}

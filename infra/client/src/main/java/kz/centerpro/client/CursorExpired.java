package kz.centerpro.client;

import java.io.Serial;
import tools.jackson.databind.JsonNode;

/**
 * What came after the cursor is no longer kept, or was renumbered by a restore: nothing can be gone on from it, and
 * nothing is skipped silently. To resynchronise, read the lists ({@code GET /v1/documents?box=in} and {@code out}) into
 * your own records, and follow {@link Ask#after} the {@code cursor} that came with the first page of the list read
 * first: what happened meanwhile is told again, and your records take it as they take anything told twice. Whoever
 * needs no state of before goes on from {@link #earliest()}.
 */
public final class CursorExpired extends HubProblem {

    @Serial
    private static final long serialVersionUID = 1L;

    CursorExpired(JsonNode body) {
        super(410, body, null);
    }

    /** Cursor before the oldest event that is kept. */
    public String earliest() {
        return body().path("earliest").asString("");
    }

    /** Cursor of the newest event. */
    public String top() {
        return body().path("top").asString("");
    }
}

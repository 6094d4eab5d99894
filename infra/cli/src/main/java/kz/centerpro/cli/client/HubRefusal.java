package kz.centerpro.cli.client;

import java.io.Serial;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The hub answered with a problem. */
public final class HubRefusal extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient JsonNode problem;
    private final @Nullable Duration retryAfter;

    HubRefusal(int status, String body, @Nullable String retryAfter) {
        this(status, parsed(body), retryAfter);
    }

    private HubRefusal(int status, JsonNode problem, @Nullable String retryAfter) {
        super(told(status, problem), null, false, false);
        this.status = status;
        this.problem = problem;
        this.retryAfter = delay(problem, retryAfter);
    }

    public int status() {
        return status;
    }

    /** The problem's code, like {@code offer_not_accepted}; empty when the answer was no problem of the hub. */
    public String code() {
        return problem.path("code").asString("");
    }

    public JsonNode problem() {
        return problem;
    }

    /** True when the same request may succeed a little later. */
    public boolean passing() {
        return status == 429 || status == 502 || status == 503 || status == 504;
    }

    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    private static JsonNode parsed(String body) {
        try {
            return JsonMapper.shared().readTree(body.isBlank() ? "{}" : body);
        } catch (JacksonException notJson) {
            return JsonMapper.shared().createObjectNode();
        }
    }

    private static String told(int status, JsonNode problem) {
        String title = problem.path("title").asString("");
        String detail = problem.path("detail").asString("");
        String reason = problem.path("reason").asString("");
        return status + (title.isEmpty() ? "" : " " + title) + (detail.isEmpty() ? "" : ": " + detail)
                + (reason.isEmpty() ? "" : " [" + reason + "]");
    }

    private static @Nullable Duration delay(JsonNode problem, @Nullable String header) {
        int seconds = problem.path("retryAfter").asInt(-1);
        if (header != null && header.matches("[0-9]{1,6}")) {
            seconds = Integer.parseInt(header);
        }
        return seconds < 0 ? null : Duration.ofSeconds(seconds);
    }
}

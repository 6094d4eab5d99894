package kz.centerpro.client;

import java.io.Serial;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The hub answered with a problem (RFC 9457), over HTTP, in a frame or in an RSocket error. */
public class HubProblem extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient JsonNode body;
    private final @Nullable Duration retryAfter;

    HubProblem(int status, JsonNode body, @Nullable Duration retryAfter) {
        super(told(status, body), null, false, false);
        this.status = status;
        this.body = body;
        this.retryAfter = retryAfter;
    }

    /**
     * From an answer.
     *
     * @param status
     *            0 where only the body tells it
     * @param body
     *            may be anything
     * @param retryAfter
     *            the header, where there is one
     */
    public static HubProblem of(int status, String body, @Nullable String retryAfter) {
        JsonNode problem = parsed(body);
        int told = status == 0 ? problem.path("status").asInt(500) : status;
        Duration wait = delay(problem, retryAfter);
        return told == 410 && problem.path("code").asString("").equals("cursor_expired")
                ? new CursorExpired(problem)
                : new HubProblem(told, problem, wait);
    }

    /** True for a text that is a problem of the hub. */
    static boolean isProblem(@Nullable String text) {
        return text != null && text.startsWith("{") && parsed(text).hasNonNull("code");
    }

    public int status() {
        return status;
    }

    /** Like {@code offer_not_accepted}; empty when the answer was no problem of the hub. */
    public String code() {
        return body.path("code").asString("");
    }

    public JsonNode body() {
        return body;
    }

    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /** True when the same request may succeed a little later. */
    public boolean isPassing() {
        return status == 429 || status == 502 || status == 503 || status == 504;
    }

    /** The box that is meant; 0 for none. */
    long box() {
        return body.path("box").asLong(0);
    }

    /** True when one box may not be read any more and a stream goes on without it. */
    boolean endsBox() {
        return status == 403 && box() != 0 && body.path("reason").asString("").startsWith("BOX_");
    }

    private static JsonNode parsed(String text) {
        try {
            return JsonMapper.shared().readTree(text.isBlank() ? "{}" : text);
        } catch (JacksonException notJson) {
            return JsonMapper.shared().createObjectNode();
        }
    }

    private static @Nullable Duration delay(JsonNode problem, @Nullable String header) {
        int seconds = header != null && header.matches("[0-9]{1,6}")
                ? Integer.parseInt(header)
                : problem.path("retryAfter").asInt(-1);
        return seconds < 0 ? null : Duration.ofSeconds(seconds);
    }

    private static String told(int status, JsonNode problem) {
        StringBuilder told = new StringBuilder().append(status);
        String title = problem.path("title").asString("");
        String detail = problem.path("detail").asString("");
        String reason = problem.path("reason").asString("");
        told.append(title.isEmpty() ? "" : " " + title).append(detail.isEmpty() ? "" : ": " + detail)
                .append(reason.isEmpty() ? "" : " [" + reason + "]");
        return told.toString();
    }
}

package kz.centerpro.client;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One event of a box: its CloudEvents envelope. {@code asyncapi.yaml} says what each type carries; go on at a type that
 * you do not know.
 *
 * @param json
 *            as it came
 * @param cursor
 *            where to begin after this event; of a stream over several boxes in all of them
 */
public record BoxEvent(String json, JsonNode envelope, String cursor) {

    private static final String SOURCE = "/boxes/";

    BoxEvent(String json, JsonNode envelope) {
        this(json, envelope, envelope.path("cursor").asString(""));
    }

    static BoxEvent of(String json, @Nullable String cursor) {
        JsonNode envelope = JsonMapper.shared().readTree(json);
        return cursor == null || cursor.isEmpty()
                ? new BoxEvent(json, envelope)
                : new BoxEvent(json, envelope, cursor);
    }

    /** Whose event it is. */
    public long box() {
        String source = envelope.path("source").asString("");
        return source.startsWith(SOURCE) ? Long.parseLong(source.substring(SOURCE.length())) : 0;
    }

    /** Unique for ever: what to deduplicate by. */
    public String id() {
        return envelope.path("id").asString("");
    }

    public String type() {
        return envelope.path("type").asString("");
    }

    /** The document number, or another id of what the event is about. */
    public String subject() {
        return envelope.path("subject").asString("");
    }

    /** Gap-free in the box, by one. */
    public long sequence() {
        return Long.parseLong(envelope.path("sequence").asString("0"));
    }

    public JsonNode data() {
        return envelope.path("data");
    }
}

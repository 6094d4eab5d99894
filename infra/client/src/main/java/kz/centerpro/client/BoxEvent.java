package kz.centerpro.client;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One event of a box: its CloudEvents envelope. {@code asyncapi.yaml} says what each type carries; go on at a type that
 * you do not know.
 *
 * @param json
 *            as it came
 */
public record BoxEvent(String json, JsonNode envelope) {

    static BoxEvent of(String json) {
        return new BoxEvent(json, JsonMapper.shared().readTree(json));
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

    /** Where to begin after this event. */
    public String cursor() {
        return envelope.path("cursor").asString("");
    }

    public JsonNode data() {
        return envelope.path("data");
    }
}

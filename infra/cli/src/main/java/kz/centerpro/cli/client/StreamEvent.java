package kz.centerpro.cli.client;

import tools.jackson.databind.JsonNode;

/**
 * One event of a box: its CloudEvents envelope.
 *
 * @param cursor
 *            where the stream goes on after it, in all its boxes
 */
public record StreamEvent(String json, JsonNode envelope, String cursor) {

    /** The number of the box whose event it is. */
    public String box() {
        return envelope.path("source").asString("").replaceFirst("^/boxes/", "");
    }

    public String type() {
        return envelope.path("type").asString("");
    }

    /** The document number, or another id of what the event is about. */
    public String subject() {
        return envelope.path("subject").asString("");
    }

    public long sequence() {
        return Long.parseLong(envelope.path("sequence").asString("0"));
    }

    public JsonNode data() {
        return envelope.path("data");
    }
}

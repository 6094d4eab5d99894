package kz.centerpro.assembly;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import tools.jackson.databind.JsonNode;

/** {@code asyncapi.yaml} as a judge of frames, payloads and pages. */
final class StreamContract {

    private final JsonNode document;
    private final ClosedSchemas schemas;
    private final Map<String, String> byType = new TreeMap<>();
    private final Set<String> heard = new ConcurrentSkipListSet<>();

    StreamContract(JsonNode document) {
        this.document = document;
        this.schemas = new ClosedSchemas(document);
        document.path("components").path("messages").properties().forEach(message -> {
            if (!message.getValue().at("/payload/$ref").isMissingNode() && isEvent(message.getKey())) {
                byType.put(message.getValue().path("name").asString(), message.getKey());
            }
        });
    }

    static StreamContract read() {
        return new StreamContract(ClosedSchemas.document("asyncapi"));
    }

    private boolean isEvent(String message) {
        return document.path("components").path("schemas").path(message).path("properties").has("specversion");
    }

    /** Types of events that have a message. */
    Set<String> types() {
        return new TreeSet<>(byType.keySet());
    }

    /** Types of events that were judged. */
    Set<String> heard() {
        return heard;
    }

    JsonNode document() {
        return document;
    }

    /** A message by its key; {@code channel} must have it. */
    List<String> violations(String channel, String message, JsonNode payload) {
        if (!document.path("channels").path(channel).path("messages").has(message)) {
            return List.of("channel " + channel + " has no message " + message);
        }
        return schemas.violations(document.path("components").path("messages").path(message).path("payload"), payload);
    }

    /** An event by its own type. */
    List<String> eventViolations(String channel, JsonNode event) {
        String type = event.path("type").asString("");
        String message = byType.get(type);
        if (message == null) {
            return List.of("no message of the type " + type);
        }
        heard.add(type);
        return violations(channel, message, event);
    }
}

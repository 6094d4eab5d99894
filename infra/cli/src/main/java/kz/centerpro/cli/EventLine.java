package kz.centerpro.cli;

import kz.centerpro.cli.client.StreamEvent;
import tools.jackson.databind.JsonNode;

/** An event in one line for people. */
final class EventLine {

    private static final String COMMON = "kz.centerpro.";

    private EventLine() {}

    static String of(StreamEvent event) {
        return clock(event.envelope().path("time").asString("")) + "  " + kind(event) + "  " + event.subject()
                + about(event.data());
    }

    static String kind(StreamEvent event) {
        String type = event.type();
        return type.startsWith(COMMON) ? type.substring(COMMON.length()) : type;
    }

    private static String clock(String time) {
        return time.length() > 23 ? time.substring(11, 23) : time;
    }

    private static String about(JsonNode data) {
        String title = data.path("title").asString("");
        String sender = data.path("sender").path("name").asString("");
        return (title.isEmpty() ? "" : "  \"" + title + "\"") + (sender.isEmpty() ? "" : "  from " + sender);
    }
}

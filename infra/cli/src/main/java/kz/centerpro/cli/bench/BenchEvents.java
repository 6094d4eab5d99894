package kz.centerpro.cli.bench;

import kz.centerpro.contracts.event.Cursor;
import kz.centerpro.contracts.event.EventEnvelope;
import kz.centerpro.contracts.event.EventTypes;
import tools.jackson.databind.json.JsonMapper;

/** The events of the live benches. Each has the mark {@code ~} once, which the load client counts; nothing else has. */
final class BenchEvents {

    static final String NUMBER = "09128403783600000017";
    static final String DATA = data("");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private BenchEvents() {}

    /** What a list row shows, and the mark. */
    static String data(String afterMark) {
        return "{\"number\":\"09128403783600000017\",\"status\":\"READ\",\"title\":\"Bench~" + afterMark
                + "\",\"recipient\":{\"country\":\"KZ\",\"taxId\":\"090340002716\",\"name\":\"BENCH\"}}";
    }

    /** The same envelope as the log makes of it. */
    static EventEnvelope envelope(long seq, String data) {
        return EventEnvelope.of("01a20345-d7b8-773c-b2c3-a25ab35f40b4", 1001, EventTypes.DOCUMENT_READ, NUMBER,
                "2026-11-22T12:40:38.584Z", new Cursor(1, seq), data);
    }

    static String json(long seq, String data) {
        return JSON.writeValueAsString(envelope(seq, data));
    }

    /** A frame as the hub's stream has it. */
    static String frame(long seq, String data) {
        return "id: " + new Cursor(1, seq).encode() + "\nevent: " + EventTypes.DOCUMENT_READ + "\ndata: "
                + json(seq, data) + "\n\n";
    }
}

package kz.centerpro.client;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import kz.centerpro.contracts.event.Hello;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Bytes of an event stream (WHATWG HTML, 9.2) to frames, cut anywhere. Belongs to one connection. */
final class SseParser {

    private static final int LINE_MAX = 1 << 20;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private String event = "";
    private String data = "";
    private String id = "";
    private @Nullable Duration retry;

    /** The frames that these bytes complete; comments and unknown fields are passed over. */
    List<Frame> feed(byte[] bytes) {
        List<Frame> frames = new ArrayList<>();
        for (byte each : bytes) {
            if (each != '\n') {
                if (line.size() >= LINE_MAX) {
                    throw new IllegalStateException("a line of the stream is longer than " + LINE_MAX + " bytes");
                }
                line.write(each);
                continue;
            }
            String text = line.toString(StandardCharsets.UTF_8);
            line.reset();
            if (!text.isEmpty()) {
                field(text);
            } else if (!data.isEmpty()) {
                frames.add(frame());
            }
        }
        return frames;
    }

    private void field(String text) {
        int colon = text.indexOf(':');
        String value = colon < 0 ? "" : text.substring(colon + 1).stripLeading();
        switch (colon < 0 ? text : text.substring(0, colon)) {
            case "event" -> event = value;
            case "data" -> data = data.isEmpty() ? value : data + "\n" + value;
            case "retry" -> retry = value.matches("[0-9]{1,7}") ? Duration.ofMillis(Long.parseLong(value)) : retry;
            case "id" -> id = value;
            default -> {
                // comments
            }
        }
    }

    private Frame frame() {
        String kind = event;
        String said = data;
        event = "";
        data = "";
        return switch (kind) {
            case "problem" -> throw HubProblem.of(0, said, null);
            case "hello" -> new Frame.Opened(JsonMapper.shared().readValue(said, Hello.class), retry);
            default -> new Frame.Happened(BoxEvent.of(said, id));
        };
    }
}

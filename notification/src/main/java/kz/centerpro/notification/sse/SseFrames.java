package kz.centerpro.notification.sse;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import kz.centerpro.contracts.event.EventEnvelope;
import kz.centerpro.contracts.event.Heartbeat;
import kz.centerpro.contracts.event.Hello;
import kz.centerpro.notification.kernel.WireJson;

/** Frames of the event stream format (WHATWG HTML, 9.2). JSON has no line break, so every frame has one data line. */
final class SseFrames {

    private static final byte[] ID = ascii("id: ");
    private static final byte[] EVENT = ascii("\nevent: ");
    private static final byte[] DATA = ascii("\ndata: ");
    private static final byte[] END = ascii("\n\n");

    private final WireJson json;

    SseFrames(WireJson json) {
        this.json = json;
    }

    /** Tells where the stream begins, and the client to wait about a second or two before it reconnects. */
    byte[] hello(Hello hello, Duration retry) {
        long millis = ThreadLocalRandom.current().nextLong(retry.toMillis() / 2, retry.toMillis() * 3 / 2 + 1);
        return joined(ascii("retry: " + millis + "\nid: " + hello.from() + "\nevent: hello"), DATA, json.hello(hello),
                END);
    }

    byte[] event(EventEnvelope event) {
        return joined(ID, ascii(event.cursor()), EVENT, ascii(event.type()), DATA, json.event(event), END);
    }

    /** Carries no id, so that the client's position stays where it was. */
    byte[] problem(Throwable error, String acceptLanguage) {
        return joined(ascii("event: problem"), DATA, json.problem(error, acceptLanguage), END);
    }

    /** A heartbeat, which clients of the standard pass over; the last words only while the store cannot be read. */
    byte[] heartbeat(Heartbeat beat, boolean stalled) {
        return ascii(": lag=" + beat.lag() + (beat.age() == null ? "" : " age=" + beat.age())
                + (stalled ? " the store cannot be read, trying on; nothing will be skipped" : "") + "\n\n");
    }

    private static byte[] joined(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteArrayOutputStream frame = new ByteArrayOutputStream(length);
        for (byte[] part : parts) {
            frame.writeBytes(part);
        }
        return frame.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

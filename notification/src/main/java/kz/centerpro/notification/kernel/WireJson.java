package kz.centerpro.notification.kernel;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import kz.centerpro.contracts.event.EventEnvelope;
import kz.centerpro.contracts.event.Heartbeat;
import kz.centerpro.contracts.event.Hello;
import kz.centerpro.contracts.problem.Problem;
import kz.centerpro.door.Problems;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** What the streams say, in JSON. */
public final class WireJson {

    private static final String CURSOR = "{\"cursor\":\"";
    private static final String EVENT = "\",\"event\":";

    private final JsonMapper json;
    private final ObjectWriter events;

    public WireJson(JsonMapper json) {
        this.json = json;
        this.events = json.writerFor(EventEnvelope.class);
    }

    public byte[] event(EventEnvelope event) {
        return events.writeValueAsBytes(event);
    }

    public byte[] hello(Hello hello) {
        return json.writeValueAsBytes(hello);
    }

    /** Any other value of the wire contract. */
    public byte[] value(Object value) {
        return json.writeValueAsBytes(value);
    }

    /** {@code {"hello":{…}}}: tells itself from an event where there is no event name beside it. */
    public byte[] wrappedHello(Hello hello) {
        return json.writeValueAsBytes(Map.of("hello", hello));
    }

    /** {@code {"cursor":"…","event":{…}}}: of several boxes, with the cursor of them all. */
    public static byte[] wrappedEvent(String cursor, byte[] event) {
        byte[] head = (CURSOR + cursor + EVENT).getBytes(StandardCharsets.US_ASCII);
        byte[] whole = Arrays.copyOf(head, head.length + event.length + 1);
        System.arraycopy(event, 0, whole, head.length, event.length);
        whole[whole.length - 1] = '}';
        return whole;
    }

    /** {@code {"heartbeat":{…}}}, likewise. */
    public byte[] wrappedHeartbeat(Heartbeat beat) {
        return json.writeValueAsBytes(Map.of("heartbeat", beat));
    }

    /** The problem that {@code error} amounts to, in the caller's language; bugs are logged, not told. */
    public byte[] problem(Throwable error, String acceptLanguage) {
        Problem body = Problems.body(Problems.refusal(error), acceptLanguage);
        return json.writeValueAsBytes(body);
    }

    /** Reads a request's data. */
    public <T> T read(byte[] data, Class<T> as) throws JacksonException {
        return json.readValue(data, as);
    }
}

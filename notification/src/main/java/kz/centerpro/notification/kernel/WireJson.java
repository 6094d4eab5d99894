package kz.centerpro.notification.kernel;

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

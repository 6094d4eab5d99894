package kz.centerpro.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import kz.centerpro.contracts.event.Cursor;
import kz.centerpro.contracts.event.EventEnvelope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventTraceTest {

    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "{\"a\": 1, \"traceparent\": \"TRACE\", \"b\": 2} | {\"a\": 1, \"b\": 2}",
            "{\"traceparent\": \"TRACE\", \"b\": 2} | {\"b\": 2}", "{\"a\":1,\"traceparent\":\"TRACE\"} | {\"a\":1}",
            "{\"traceparent\": \"TRACE\"} | {}"})
    void theTraceMovesFromTheDataToTheEnvelope(String stored, String told) {
        EventEnvelope event = of(stored.replace("TRACE", TRACE));
        assertThat(event.traceparent()).isEqualTo(TRACE);
        assertThat(event.data()).isEqualTo(told);
    }

    @Test
    void dataWithoutATraceStaysAsItIs() {
        String data = "{\"title\": \"he said \\\"traceparent\\\": \\\"" + TRACE + "\\\"\"}";
        assertThat(of(data).traceparent()).isNull();
        assertThat(of(data).data()).isEqualTo(data);
        assertThat(of("{\"traceparent\": \"nonsense\"}").traceparent()).isNull();
    }

    private static EventEnvelope of(String data) {
        return EventEnvelope.of("id", 7, "type", null, "2026-01-01T00:00:00.000Z", new Cursor(1, 5), data);
    }
}
